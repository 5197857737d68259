using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>The letters in pictures: those of a plain sans-serif font that the machine has, else of any.</summary>
internal static class PictureFont
{
    /// <summary>From a line's top to its base, in parts of its size.</summary>
    public const float Ascent = 0.86f;

    private static readonly string[] Preferred = ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Segoe UI", "Helvetica Neue", "Arial"];

    private static readonly SKTypeface? Typeface = Find();

    /// <summary>The font at a size in pixels; null where the machine has none, and pictures go without text.</summary>
    public static SKFont? Of(float size) =>
        Typeface is null ? null : new SKFont(Typeface, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    /// <summary>The size at which a line is no wider than so many pixels, at most the one wished for.</summary>
    public static float Fitting(string text, float size, float width)
    {
        if (Of(size) is not { } font) return size;
        var measured = font.MeasureText(text);
        return measured <= width ? size : size * width / measured;
    }

    private static SKTypeface? Find()
    {
        var sans = Preferred.Select(SKFontManager.Default.MatchFamily).FirstOrDefault(HasLetters);
        return sans ?? (HasLetters(SKTypeface.Default) ? SKTypeface.Default : null);
    }

    private static bool HasLetters(SKTypeface? typeface) => typeface is { GlyphCount: > 0 } && typeface.ContainsGlyphs("Aa0");
}
