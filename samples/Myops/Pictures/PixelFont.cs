namespace Awsnet.Components.Myops;

/// <summary>Capitals, digits and a few signs, 5 x 7 pixels: enough for captions without a font on the machine.</summary>
internal static class PixelFont
{
    public const int Width = 5, Height = 7, Advance = 6;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>A sign, then its seven rows from the top, each row's five pixels as one base-32 digit, the leftmost the highest bit.</summary>
    private static readonly Dictionary<char, string> Glyphs = """
        AEHHVHHH BUHHUHHU CEHGGGHE DUHHHHHU EVGGUGGV FVGGUGGG GEHGNHHF HHHHVHHH
        IE44444E J72222IC KHIKOKIH LGGGGGGV MHRLLHHH NHHPLJHH OEHHHHHE PUHHUGGG
        QEHHHLID RUHHUKIH SFGGE11U TV444444 UHHHHHHE VHHHHHA4 WHHHLLLA XHHA4AHH
        YHHA4444 ZV1248GV 0EHJLPHE 14C4444E 2EH1248V 3V2421HE 426AIV22 5VGU11HE
        668GUHHE 7V124888 8EHHEHHE 9EHHF12C .00000CC :0CC0CC0 -000V000 _000000V
        +044V440 /01248G0 (2488842 )8422248 %OP248J3 =00V0V00
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToDictionary(glyph => glyph[0], glyph => glyph[1..]);

    /// <summary>Whether a pixel of a sign is set; signs without a glyph look like a hyphen.</summary>
    public static bool IsSet(char sign, int x, int y)
    {
        if (sign == ' ') return false;
        var rows = Glyphs.TryGetValue(char.ToUpperInvariant(sign), out var known) ? known : Glyphs['-'];
        return (Digits.IndexOf(rows[y]) >> (Width - 1 - x) & 1) != 0;
    }
}
