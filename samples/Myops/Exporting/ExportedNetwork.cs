using System.Globalization;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A network of a run, and what a program must know to use it elsewhere.</summary>
internal sealed class ExportedNetwork
{
    private readonly RunFolder run;
    private readonly Func<SupervisedNetwork> create;
    private readonly string description;
    private readonly IReadOnlyDictionary<string, string> metadata;

    private ExportedNetwork(
        RunFolder run, string stage, Func<SupervisedNetwork> create, string description, IReadOnlyDictionary<string, string> metadata)
    {
        this.run = run;
        Stage = stage;
        this.create = create;
        this.description = description;
        this.metadata = metadata;
    }

    /// <summary>The stage that trained it.</summary>
    public string Stage { get; }

    /// <summary>All networks of a finished run, CASN's first.</summary>
    public static IEnumerable<ExportedNetwork> Of(RunFolder run)
    {
        var options = run.Record.Options;
        yield return Coarse(
            run, Myops.Stage.Locate, options.Locate, 1,
            $"The left ventricle in the middle {options.CropSize} x {options.CropSize} pixels of a slice.");
        for (var member = 0; member < options.SegmentMembers; member++)
        {
            var stage = Myops.Stage.OfMember(Myops.Stage.Segment, member);
            yield return Coarse(
                run, stage, options.Segment, options.SegmentMembers,
                "The left ventricle in the square around what the first network found.");
        }

        string[] stages = options.Fine.OneForBoth ? [Myops.Stage.Both] : [Myops.Stage.Scar, Myops.Stage.Pathology];
        foreach (var stage in stages)
        {
            for (var member = 0; member < options.Members; member++) yield return Fine(run, stage, member);
        }
    }

    /// <summary>Writes <c>STAGE.onnx</c> to a folder.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="InputException">The network's weights are damaged.</exception>
    public string Write(string folder, bool probabilities)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Stage}.onnx");
        using var network = Inference.Load(run, Stage, create(), CPU);
        OnnxExporter.Save(path, network, new() { Probabilities = probabilities, Description = description, Metadata = metadata });
        return path;
    }

    private static ExportedNetwork Coarse(RunFolder run, string stage, CoarseOptions options, int members, string what)
    {
        var metadata = Metadata(stage, members, ["C0", "DE", "T2"], options.InputSize, ["background", "left ventricle"]);
        metadata["normalization"] = "each sequence of the case: 1st and 99th percentile of the middle to 0 and 1, clipped";
        metadata["field"] = stage == Myops.Stage.Locate ? $"the middle {run.Record.Options.CropSize} x {run.Record.Options.CropSize} pixels"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the square around the ventricle's rectangle, grown by {options.RectangleMargin} of its longer side on each side");
        return new(run, stage, () => Networks.Coarse(options, run.Record.Options, run.Record.Compute), what, metadata);
    }

    private static ExportedNetwork Fine(RunFolder run, string stage, int member)
    {
        var options = run.Record.Options.FineOf(member);
        string[] classes = stage switch
        {
            Myops.Stage.Both => ["background", "scar", "edema", "myocardium"],
            Myops.Stage.Scar => ["background", "myocardium", "scar"],
            _ => ["background", "myocardium", "scar and edema"],
        };
        var metadata = Metadata(
            Myops.Stage.OfMember(stage, member), run.Record.Options.Members, options.Sequences, options.InputSize, classes);
        metadata["normalization"] = "each sequence of the case: 1st and 99th percentile inside the left ventricle to 0.1 and 1, clipped" +
            (options.MaskOut ? "; 0 outside the grown left ventricle" : "");
        metadata["field"] = $"the square around the left ventricle's rectangle, grown by {options.MarginPixels} pixels on each side";
        if (options.Polar) metadata["grid"] = new PolarGrid(options.InputSize).Description;
        metadata["mask growth in pixels"] = options.MaskGrowth.ToString(CultureInfo.InvariantCulture);
        return new(
            run, Myops.Stage.OfMember(stage, member), () => Networks.Fine(options, run.Record.Compute),
            $"{classes[^1]} inside the left ventricle.", metadata);
    }

    private static Dictionary<string, string> Metadata(
        string stage, int members, IReadOnlyList<string> sequences, int size, string[] classes) => new()
        {
            ["stage"] = stage,
            ["sequences"] = string.Join(',', sequences),
            ["classes"] = string.Join(',', classes),
            ["size"] = size.ToString(CultureInfo.InvariantCulture),
            ["members"] = members.ToString(CultureInfo.InvariantCulture),
        };
}
