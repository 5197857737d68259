namespace Awsnet.Components.Myops;

/// <summary>Capitals, digits and a few signs, 5 x 7 pixels: enough for captions without a font on the machine.</summary>
internal static class PixelFont
{
    public const int Width = 5, Height = 7, Advance = 6;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>Per sign seven rows from the top, each the five pixels of a row as one base-32 digit, the leftmost the highest bit.</summary>
    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['A'] = "EHHVHHH",
        ['B'] = "UHHUHHU",
        ['C'] = "EHGGGHE",
        ['D'] = "UHHHHHU",
        ['E'] = "VGGUGGV",
        ['F'] = "VGGUGGG",
        ['G'] = "EHGNHHF",
        ['H'] = "HHHVHHH",
        ['I'] = "E44444E",
        ['J'] = "72222IC",
        ['K'] = "HIKOKIH",
        ['L'] = "GGGGGGV",
        ['M'] = "HRLLHHH",
        ['N'] = "HHPLJHH",
        ['O'] = "EHHHHHE",
        ['P'] = "UHHUGGG",
        ['Q'] = "EHHHLID",
        ['R'] = "UHHUKIH",
        ['S'] = "FGGE11U",
        ['T'] = "V444444",
        ['U'] = "HHHHHHE",
        ['V'] = "HHHHHA4",
        ['W'] = "HHHLLLA",
        ['X'] = "HHA4AHH",
        ['Y'] = "HHA4444",
        ['Z'] = "V1248GV",
        ['0'] = "EHJLPHE",
        ['1'] = "4C4444E",
        ['2'] = "EH1248V",
        ['3'] = "V2421HE",
        ['4'] = "26AIV22",
        ['5'] = "VGU11HE",
        ['6'] = "68GUHHE",
        ['7'] = "V124888",
        ['8'] = "EHHEHHE",
        ['9'] = "EHHF12C",
        ['.'] = "00000CC",
        [':'] = "0CC0CC0",
        ['-'] = "000V000",
        ['_'] = "000000V",
        ['+'] = "044V440",
        ['/'] = "01248G0",
        ['('] = "2488842",
        [')'] = "8422248",
        ['%'] = "OP248J3",
        ['='] = "00V0V00",
        [' '] = "0000000",
    };

    /// <summary>Whether a pixel of a sign is set; signs without a glyph look like a hyphen.</summary>
    public static bool IsSet(char sign, int x, int y)
    {
        var rows = Glyphs.TryGetValue(char.ToUpperInvariant(sign), out var known) ? known : Glyphs['-'];
        return (Digits.IndexOf(rows[y]) >> (Width - 1 - x) & 1) != 0;
    }
}
