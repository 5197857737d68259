namespace Awsnet.Components.Myops;

/// <summary>The input of an ensemble member. Members with different inputs make different mistakes.</summary>
/// <param name="Sequences">Sequences, in the order of the network's channels: <c>C0</c>, <c>DE</c>, <c>T2</c>.</param>
/// <param name="MaskOut">Whether all outside the ventricle is masked out.</param>
/// <param name="Polar">Whether the heart is seen in polar coordinates.</param>
internal sealed record InputVariant(IReadOnlyList<string> Sequences, bool MaskOut, bool Polar = false)
{
    private const string Inside = "inside", Whole = "whole", InPolar = "polar";

    /// <summary>Variants as <see cref="Write"/> writes them.</summary>
    /// <returns>The variants, or null where the text is none.</returns>
    public static IReadOnlyList<InputVariant>? Read(string text)
    {
        List<InputVariant> variants = [];
        foreach (var variant in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (variant == "none" && text.Trim() == variant) return [];
            if (variant.Split(':') is not [var names, Inside or Whole, .. [] or [InPolar]] parts) return null;
            if (ReadSequences(names) is not { } sequences) return null;
            variants.Add(new InputVariant(sequences, parts[1] == Inside, parts.Contains(InPolar)));
        }

        return variants;
    }

    /// <summary>Variants in a line: <c>DE+T2:inside, C0+DE+T2:whole:polar</c>.</summary>
    public static string Write(IReadOnlyList<InputVariant> variants) =>
        variants.Count == 0 ? "none" : string.Join(", ", variants.Select(variant => variant.Write()));

    /// <summary>Sequences joined by +, each once; null where they are not.</summary>
    public static IReadOnlyList<string>? ReadSequences(string names)
    {
        var sequences = names.Split('+');
        return sequences.All(MyoPsFiles.Sequences.Contains) && sequences.Distinct().Count() == sequences.Length ? sequences : null;
    }

    private string Write()
    {
        string[] parts = [string.Join('+', Sequences), MaskOut ? Inside : Whole, .. Polar ? [InPolar] : Array.Empty<string>()];
        return string.Join(':', parts);
    }
}
