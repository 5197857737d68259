using Spectre.Console;

namespace Awsnet.Components.Myops;

/// <summary>Scar and edema of a folder of cases, as a table for readers and as CSV.</summary>
internal sealed class VolumeTable
{
    public const string FileName = "volumes.csv";

    private readonly List<VolumeRow> rows = [];

    public void Add(VolumeRow row) => rows.Add(row);

    public void WriteCsv(string path) =>
        TextFile.Write(path, string.Join('\n', [VolumeRow.Heading, .. rows.Select(row => row.ToCsv()), ""]));

    public void Show(AppConsole console)
    {
        var table = new Table().Border(console.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii);
        bool annotated = rows.Any(row => row.VentricleDice is not null), noted = rows.Any(row => row.Notes.Length > 0);
        string[] headings = ["myocardium ml", "scar ml", "scar %", "edema ml", "edema %"];
        if (annotated) headings = [.. headings, "annotated myocardium ml", "ventricle Dice"];
        table.AddColumn("case");
        foreach (var heading in headings) table.AddColumn(new TableColumn(heading).RightAligned());
        if (noted) table.AddColumn("to look at");
        foreach (var row in rows)
        {
            List<string> cells =
            [
                Markup.Escape(row.Id),
                .. new[] { row.MyocardiumMl, row.ScarMl, row.ScarPercent, row.EdemaMl, row.EdemaPercent }.Select(Numbers.Tenths),
            ];
            if (annotated) cells.AddRange([Numbers.Tenths(row.AnnotatedMyocardiumMl), Numbers.Score(row.VentricleDice ?? double.NaN)]);
            if (noted) cells.Add(Markup.Escape(row.Notes));
            table.AddRow([.. cells]);
        }

        console.Styled.Write(table);
        double[] dice = [.. rows.Select(row => row.VentricleDice).OfType<double>()];
        if (dice.Length > 0)
            console.WriteLine(
                $"CASN: Dice of the left ventricle, mean of {Numbers.Count(dice.Length, "annotated case")}: " +
                $"{Numbers.Score(dice.Average())}, least {Numbers.Score(dice.Min())}");
    }
}
