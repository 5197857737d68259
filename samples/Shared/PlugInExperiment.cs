using System.Globalization;

namespace Awsnet.Components.Samples;

/// <summary>Trains every arm on the same data with the same seed and scores it on cases that no arm saw.</summary>
internal sealed class PlugInExperiment
{
    private readonly Dictionary<string, MetricTable> scores = [];
    private readonly Dictionary<(string Arm, string Scan), byte[]> predictions = [];

    /// <summary>The table's title.</summary>
    public required string Title { get; init; }

    /// <summary>The rows, the one that the others are compared with first.</summary>
    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>Classes, background included.</summary>
    public required int Classes { get; init; }

    /// <summary>The structures that are scored.</summary>
    public required LabelScheme Scheme { get; init; }

    /// <summary>The columns: a metric of a structure.</summary>
    public required IReadOnlyList<ResultColumn> Columns { get; init; }

    /// <summary>The paper's numbers of a row, in the order of the columns.</summary>
    public required IReadOnlyDictionary<string, double[]> Paper { get; init; }

    /// <summary>Where a network's input of some size lies in a slice of some rows and columns.</summary>
    public required Func<int, int, int, GridMapping> Place { get; init; }

    /// <summary>Runs all arms; what a stopped experiment has trained in the same folder is gone on with.</summary>
    public void Run(
        (IReadOnlyList<Scan> Training, IReadOnlyList<Scan> Validation, IReadOnlyList<Scan> Test) data, PlugInOptions options, string output,
        TextWriter console, CancellationToken cancellation)
    {
        console.WriteLine($"{data.Training.Count} scans to train on, {data.Validation.Count} to validate, {data.Test.Count} to score.");
        ScanSet Set(IReadOnlyList<Scan> scans) => new(scans, options.Size, (rows, columns) => Place(rows, columns, options.Size));
        ScanSet training = Set(data.Training), validation = Set(data.Validation), test = Set(data.Test);
        foreach (Arm arm in Arms)
        {
            var progress = new EpochLines(arm.Name, console);
            using var network = ArmTraining.Train(arm, Classes, training, validation, options, Path.Combine(output, arm.Name), progress, cancellation);
            scores[arm.Name] = Score(arm, network, test);
        }

        var table = new ResultTable(this, scores);
        SampleFile.WriteText(Path.Combine(output, "results.md"), table.ToMarkdown());
        SampleFile.WriteText(Path.Combine(output, "results.csv"), table.ToCsv());
        OverlaySheet.Write(Path.Combine(output, "overlays.png"), test.Scans, Arms, predictions);
        console.WriteLine(table.ToMarkdown());
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Written to {output}: results.md, results.csv (every scan), overlays.png."));
    }

    private MetricTable Score(Arm arm, SupervisedNetwork network, ScanSet test)
    {
        var table = new MetricTable();
        var conventions = new SegmentationMetricsOptions { SingletonAxes = SingletonAxes.Squeeze };
        foreach (Scan scan in test.Scans)
        {
            byte[] predicted = test.Predict(network, scan, Classes);
            predictions[(arm.Name, scan.Id)] = predicted;
            table.Add(scan.Id, SegmentationMetrics.EvaluateLabels<byte>(predicted, scan.Labels, scan.Grid, Scheme, conventions)
                .Select(found => found with { Structure = $"{found.Structure} {scan.Part}".TrimEnd() }));
        }
        return table;
    }
}
