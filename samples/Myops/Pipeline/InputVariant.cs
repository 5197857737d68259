namespace Awsnet.Components.Myops;

/// <summary>The input of an ensemble member. Members with different inputs make different mistakes.</summary>
/// <param name="Sequences">Sequences, in the order of the network's channels: <c>C0</c>, <c>DE</c>, <c>T2</c>.</param>
/// <param name="MaskOut">Whether all outside the ventricle is masked out.</param>
internal sealed record InputVariant(IReadOnlyList<string> Sequences, bool MaskOut)
{
    private const string Inside = "inside", Whole = "whole";

    private static readonly string[] Known = ["C0", "DE", "T2"];

    /// <summary>Variants as <see cref="Write"/> writes them.</summary>
    /// <returns>The variants, or null where the text is none.</returns>
    public static IReadOnlyList<InputVariant>? Read(string text)
    {
        List<InputVariant> variants = [];
        foreach (var variant in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (variant == "none" && text.Trim() == variant) return [];
            if (variant.Split(':') is not [var names, Inside or Whole]) return null;
            var sequences = names.Split('+');
            if (!sequences.All(Known.Contains) || sequences.Distinct().Count() != sequences.Length) return null;
            variants.Add(new InputVariant(sequences, variant.EndsWith(Inside, StringComparison.Ordinal)));
        }

        return variants;
    }

    /// <summary>Variants in a line: <c>DE+T2:inside, C0+DE+T2:whole</c>.</summary>
    public static string Write(IReadOnlyList<InputVariant> variants) => variants.Count == 0 ? "none"
        : string.Join(", ", variants.Select(variant => $"{string.Join('+', variant.Sequences)}:{(variant.MaskOut ? Inside : Whole)}"));
}
