using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awsnet.Components;

/// <summary>A table as JSON.</summary>
internal static class MetricTableJson
{
    public static string Write(MetricTable table, bool indented)
    {
        using var stream = new MemoryStream();
        // The relaxed encoder keeps "scar+edema" readable; the text is a file, never part of a web page.
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            WriteCases(json, table);
            WriteByStructure(json, "summary", table, structure =>
            {
                foreach (var column in table.Columns) Summary(json, column.Key, table.Summarize(structure, column));
            });
            WriteByStructure(json, "ledger", table, structure => WriteLedger(json, table.Ledger(structure)));
            WriteByStructure(json, "glance", table, structure => WriteGlance(json, table.Glance(structure)));
            WriteConventions(json, table);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteCases(Utf8JsonWriter json, MetricTable table)
    {
        json.WriteStartArray("cases");
        foreach (var group in table.Rows.GroupBy(row => (row.Case, row.Scores.Slice)))
        {
            json.WriteStartObject();
            json.WriteString("case", group.Key.Case);
            if (group.Key.Slice is { } slice) json.WriteNumber("slice", slice);
            foreach (var row in group)
            {
                json.WriteStartObject(row.Scores.Structure);
                foreach (var column in table.Columns) Number(json, column.Key, column.Read(row.Scores));
                if (row.Scores.EmptyCase != EmptyCase.None) json.WriteString("empty", MetricText.Key(row.Scores.EmptyCase));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteByStructure(Utf8JsonWriter json, string name, MetricTable table, Action<string> write)
    {
        json.WriteStartObject(name);
        foreach (var structure in table.Structures)
        {
            json.WriteStartObject(structure);
            write(structure);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteLedger(Utf8JsonWriter json, EmptyCaseLedger ledger)
    {
        json.WriteNumber("n", ledger.Count);
        json.WriteNumber(MetricText.Key(EmptyCase.BothEmpty), ledger.BothEmpty);
        json.WriteNumber(MetricText.Key(EmptyCase.Missed), ledger.Missed);
        json.WriteNumber(MetricText.Key(EmptyCase.Hallucinated), ledger.Hallucinated);
    }

    private static void WriteGlance(Utf8JsonWriter json, GlanceSummary glance)
    {
        json.WriteNumber("present", glance.Present);
        json.WriteNumber(MetricText.Key(EmptyCase.Missed), glance.Ledger.Missed);
        json.WriteNumber("absent", glance.Absent);
        json.WriteNumber(MetricText.Key(EmptyCase.Hallucinated), glance.Ledger.Hallucinated);
        json.WriteNumber("left_out", glance.LeftOut);
        Summary(json, MetricColumn.Dice.Key, glance.Dice);
        Summary(json, MetricColumn.Hausdorff.Key, glance.HausdorffMm);
        Summary(json, MetricColumn.Assd.Key, glance.AssdMm);
    }

    private static void WriteConventions(Utf8JsonWriter json, MetricTable table)
    {
        json.WriteStartArray("conventions");
        foreach (var line in MetricConventions.Describe(table.Rows.Select(row => row.Scores.Conventions))) json.WriteStringValue(line);
        json.WriteEndArray();
    }

    private static void Summary(Utf8JsonWriter json, string key, MetricSummary summary)
    {
        json.WriteStartObject(key);
        json.WriteNumber("n", summary.Count);
        json.WriteNumber("nan", summary.NotANumber);
        json.WriteNumber("infinite", summary.Infinite);
        Number(json, "mean", summary.Mean);
        Number(json, "std", summary.StandardDeviation);
        Number(json, "median", summary.Median);
        Number(json, "q1", summary.LowerQuartile);
        Number(json, "q3", summary.UpperQuartile);
        Number(json, "min", summary.Minimum);
        Number(json, "max", summary.Maximum);
        Number(json, "mean_low", summary.MeanInterval.Lower);
        Number(json, "mean_high", summary.MeanInterval.Upper);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string key, double value)
    {
        if (MetricText.Special(value) is { } special) json.WriteString(key, special);
        else json.WriteNumber(key, value);
    }
}
