using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A network of a run, and what a program must know to use it elsewhere.</summary>
/// <param name="stage">The stage that trained it.</param>
/// <param name="create">Makes it, before its weights are loaded.</param>
/// <param name="description">What it is for.</param>
/// <param name="metadata">What to show it, and what it gives.</param>
internal sealed class ExportedNetwork(
    RunFolder run, string stage, Func<SupervisedNetwork> create, string description, IReadOnlyDictionary<string, string> metadata)
{
    private const string Blood = "left ventricle's blood";

    /// <summary>The stage that trained it.</summary>
    public string Stage => stage;

    /// <summary>The file that it is written to.</summary>
    public string FileName => $"{stage}.onnx";

    /// <summary>What to show it, and what it gives.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

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

    /// <summary>Writes it to a folder.</summary>
    /// <exception cref="InputException">The network's weights are damaged.</exception>
    public void Write(string folder, bool probabilities)
    {
        using var network = Inference.Load(run, Stage, create(), CPU);
        OnnxExporter.Save(
            Path.Combine(folder, FileName), network,
            new() { Probabilities = probabilities, Description = description, Metadata = metadata });
    }

    private static ExportedNetwork Coarse(RunFolder run, string stage, CoarseOptions options, int members, string what)
    {
        string[] ventricle = options.BloodClass ? ["myocardium", Blood] : ["left ventricle"];
        var metadata = Common(stage, members, MyoPsFiles.Sequences, options.InputSize, ["background", .. ventricle]);
        metadata["normalization"] = "each sequence of the case: 1st and 99th percentile of the middle to 0 and 1, clipped";
        metadata["field"] = stage == Myops.Stage.Locate ? $"the middle {run.Record.Options.CropSize} x {run.Record.Options.CropSize} pixels"
            : FormattableString.Invariant(
                $"the square around the ventricle's rectangle, grown by {options.RectangleMargin} of its longer side on each side");
        return new(run, stage, () => Networks.Coarse(options, run.Record.Options, run.Record.Compute), what, metadata);
    }

    private static ExportedNetwork Fine(RunFolder run, string stage, int member)
    {
        var options = run.Record.Options.FineOf(member);
        var (target, classes) = stage switch
        {
            Myops.Stage.Both => ("Scar and edema", new[] { "background", "scar", "edema", "myocardium" }),
            Myops.Stage.Scar => ("Scar", ["background", "myocardium", "scar"]),
            _ => ("Scar and edema together", ["background", "myocardium", "scar and edema"]),
        };
        if (options.PoolClass) classes = [.. classes, Blood];
        var metadata = Common(
            Myops.Stage.OfMember(stage, member), run.Record.Options.Members, options.ChannelNames, options.InputSize, classes);
        if (options.NeighborSlices)
            metadata["neighbors"] =
                "above: the slice before; below: the one after; the first and the last slice stand in for what they lack";
        metadata["normalization"] = "each sequence of the case: 1st and 99th percentile inside the left ventricle to 0.1 and 1, clipped" +
            (options.MaskOut ? "; 0 outside the grown left ventricle" : "");
        metadata["field"] = $"the square around the left ventricle's rectangle, grown by {options.MarginPixels} pixels on each side";
        if (options.Polar) metadata["grid"] = new PolarGrid(options.InputSize).Description;
        metadata["mask growth in pixels"] = FormattableString.Invariant($"{options.MaskGrowth}");
        return new(
            run, Myops.Stage.OfMember(stage, member), () => Networks.Fine(options, run.Record.Compute),
            $"{target} inside the left ventricle.", metadata);
    }

    private static Dictionary<string, string> Common(
        string stage, int members, IReadOnlyList<string> channels, int size, string[] classes) => new()
        {
            ["stage"] = stage,
            ["sequences"] = string.Join(',', channels),
            ["classes"] = string.Join(',', classes),
            ["size"] = $"{size}",
            ["members"] = $"{members}",
        };
}
