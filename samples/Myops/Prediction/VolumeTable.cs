using System.Globalization;
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
        table.AddColumn("case");
        foreach (var heading in new[] { "myocardium ml", "scar ml", "scar %", "edema ml", "edema %" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        bool annotated = rows.Any(row => row.VentricleDice is not null), noted = rows.Any(row => row.Notes.Length > 0);
        if (annotated) table.AddColumn(new TableColumn("ventricle Dice").RightAligned());
        if (noted) table.AddColumn("to look at");
        foreach (var row in rows)
        {
            List<string> cells =
            [
                Markup.Escape(row.Id), Number(row.MyocardiumMl), Number(row.ScarMl), Number(row.ScarPercent), Number(row.EdemaMl),
                Number(row.EdemaPercent),
            ];
            if (annotated) cells.Add(row.VentricleDice?.ToString("0.000", CultureInfo.InvariantCulture) ?? "");
            if (noted) cells.Add(Markup.Escape(row.Notes));
            table.AddRow([.. cells]);
        }

        console.Styled.Write(table);
        double[] dice = [.. rows.Select(row => row.VentricleDice).OfType<double>()];
        if (dice.Length > 0)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"CASN: Dice of the left ventricle, mean of {Numbers.Count(dice.Length, "annotated case")}: {dice.Average():0.000}, " +
                $"least {dice.Min():0.000}"));
        }
    }

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
