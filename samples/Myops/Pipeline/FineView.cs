namespace Awsnet.Components.Myops;

/// <summary>What an ASAN sees of the heart. Members that see it differently make different mistakes.</summary>
/// <param name="Sequences">Sequences, in the order of the network's channels: <c>C0</c>, <c>DE</c>, <c>T2</c>.</param>
/// <param name="Blank">Whether all outside the ventricle is blanked.</param>
internal sealed record FineView(IReadOnlyList<string> Sequences, bool Blank)
{
    private const string Blanked = "inside", Whole = "whole";

    private static readonly string[] Known = ["C0", "DE", "T2"];

    /// <summary>Views as <see cref="Write"/> writes them.</summary>
    /// <returns>The views, or null where the text is none.</returns>
    public static IReadOnlyList<FineView>? Read(string text)
    {
        List<FineView> views = [];
        foreach (var view in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (view == "none" && text.Trim() == view) return [];
            if (view.Split(':') is not [var names, Blanked or Whole]) return null;
            var sequences = names.Split('+');
            if (!sequences.All(Known.Contains) || sequences.Distinct().Count() != sequences.Length) return null;
            views.Add(new FineView(sequences, view.EndsWith(Blanked, StringComparison.Ordinal)));
        }

        return views;
    }

    /// <summary>Views in a line: <c>DE+T2:inside, C0+DE+T2:whole</c>.</summary>
    public static string Write(IReadOnlyList<FineView> views) => views.Count == 0 ? "none"
        : string.Join(", ", views.Select(view => $"{string.Join('+', view.Sequences)}:{(view.Blank ? Blanked : Whole)}"));
}
