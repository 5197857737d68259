namespace Awsnet.Components.Myops;

/// <summary>Scores at a glance: the last lines of a command.</summary>
internal static class GlancePrinter
{
    public static void Write(MetricTable table, AppConsole console)
    {
        if (table.Rows.Count == 0) return;
        console.WriteLine("At a glance");
        foreach (var glance in table.Structures.Select(structure => GlanceText.Of(table, structure)))
        {
            console.WriteLine($"  {glance.Structure}: Dice {Numbers.Score(glance.Summary.Dice.Mean)}, {glance.Over}");
            console.WriteLine($"    {string.Join("; ", glance.Finds.Select(find => find.Text))}");
            console.WriteLine($"    {string.Join("; ", glance.Distances)}");
        }
    }
}
