using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A finished run's networks, from the images of a case to its labels.</summary>
internal sealed class Predictor : IDisposable
{
    // What CASN marks beside the ventricle is warned of from this share of all that it marks.
    private const double LeastShareToWarnOf = 0.05;

    private static readonly string[] Pathologies = ["scar", "pathology"];

    private readonly PipelineOptions options;
    private readonly VentricleAreas areas;
    private readonly PixelWidths? pixels;
    private readonly Device device;
    private readonly Vote vote;
    private readonly CasnOptions casn;
    private readonly DeepSupervisedUNet locate;
    private readonly IReadOnlyList<DeepSupervisedUNet> segment;
    private readonly IReadOnlyList<FineVote> fine;

    private Predictor(RunFolder run, Device device, Vote? vote)
    {
        options = run.Record.Options;
        areas = run.Record.VentricleAreas ?? VentricleAreas.OfPatients;
        pixels = run.Record.PixelWidths;
        this.device = device;
        this.vote = vote ?? options.Vote;
        var compute = run.Record.Compute;
        casn = Networks.Casn(options, compute);
        locate = Coarse(Stage.Locate, options.Locate);
        segment =
        [
            .. Enumerable.Range(0, options.SegmentMembers).Select(member => Coarse(Stage.OfMember(Stage.Segment, member), options.Segment))
        ];
        string[] stages = options.Fine.OneForBoth ? [Stage.Both] : [Stage.Scar, Stage.Pathology];
        fine = [.. stages.Select(stage => new FineVote(run, stage, device))];

        DeepSupervisedUNet Coarse(string stage, CoarseOptions network) =>
            (DeepSupervisedUNet)Inference.Fused(Inference.Load(run, stage, Networks.Coarse(network, options, compute), device));
    }

    /// <summary>Loads the networks of a finished run.</summary>
    /// <param name="vote">How its members decide; null for what the run was trained to do.</param>
    /// <exception cref="InputException">A network's file is damaged or of another architecture.</exception>
    public static Predictor Load(RunFolder run, Device device, Vote? vote = null) => new(run, device, vote);

    /// <summary>Predicts one case.</summary>
    public CasePrediction Predict(MyoPsVolume volume)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var (located, ventricle) = FindVentricle(volume);
        var notes = Notes(volume, located, ventricle);
        if (ventricle.Rectangle() is null) return CasePrediction.Nothing(ventricle, Pathologies, notes);

        FineInput[] inputs = [.. Enumerable.Range(0, options.Members).Select(member => Input(options.FineOf(member)))];
        bool[] hasVentricle = [.. Enumerable.Range(0, volume.Slices).Select(ventricle.IsIn)];
        int[] slices = [.. Enumerable.Range(0, volume.Slices).Where(z => hasVentricle[z])];
        FinePrediction[] found = [.. fine.Select(networks => networks.Predict(inputs, slices, vote))];
        PathologyMap[] maps = options.Fine.OneForBoth
            ? [found[0].Map(Pathologies[0], 1), found[0].Map(Pathologies[1], 1, 2)]
            : [found[0].Map(Pathologies[0], 2), found[1].Map(Pathologies[1], 2)];
        var marking = new Marking(options, vote, volume.Height, volume.Width, VolumeRow.VoxelMl(volume), hasVentricle);
        var labels = marking.Labels(maps[0], maps[1]);
        // Where CASN does not tell the wall from the blood, ASAN's own classes do. What is marked is wall, in CASN's blood too: at the inner
        // border ASAN knows better.
        var pool = options.Fine.PoolClass ? options.Fine.Classes - 1 : 0;
        bool IsWall(int i) => ventricle.Blood is { } blood
            ? ventricle.Mask[i] != blood[i]
            : found[0].Classes[i] != 0 && found[0].Classes[i] != pool;
        var myocardium = Enumerable.Range(0, labels.Length).Count(i => IsWall(i) || labels[i] != MyoPsLabels.Background);
        return new CasePrediction(labels, ventricle, myocardium, maps, notes);

        FineInput Input(FineOptions member) => FineInput.Create(volume, ventricle, member, member.MaskGrowth)
            ?? throw new InvalidOperationException("A ventricle without a pixel has a rectangle.");
    }

    /// <summary>
    /// The left ventricle that CASN's first network located, and the one that its second segmented: the first one's where that found none.
    /// </summary>
    public (Ventricle Located, Ventricle Segmented) FindVentricle(MyoPsVolume volume)
    {
        using var scope = NewDisposeScope();
        var images = NormalizedCase.Create(volume, options.CropSize).Images(device);
        var found = Casn.Segment(locate, segment, images, casn);
        Ventricle located = Ventricle.FromCasn(found.Located, volume, found.LeftOut),
            segmented = Ventricle.FromCasn(found.Ventricle, volume, found.LeftOut, found.Blood);
        return (located, segmented.Rectangle() is null ? located : segmented);
    }

    public void Dispose()
    {
        locate.Dispose();
        foreach (var network in segment) network.Dispose();
        foreach (var network in fine) network.Dispose();
    }

    private IReadOnlyList<string> Notes(MyoPsVolume volume, Ventricle located, Ventricle segmented)
    {
        List<string> notes = [];
        foreach (var (name, voxels) in new[] { ("bSSFP", volume.C0), ("LGE", volume.De), ("T2", volume.T2) })
        {
            // As check says it of the file: what is marked in such a case was not seen.
            if (voxels.AsSpan().IndexOfAnyExcept(voxels[0]) < 0)
                notes.Add(FormattableString.Invariant($"{name} is {voxels[0]} everywhere"));
        }

        if (volume.SpacingWarning is { } spacing) notes.Add($"its header {spacing.TrimEnd('.')}");
        if (pixels?.Warning(volume) is { } unlike) notes.Add(unlike);
        if (segmented.Rectangle() is null) return [.. notes, "no left ventricle was found, so nothing is marked"];
        if (segmented == located) notes.Add("the second network found no left ventricle; the first one's outline is used");
        if (QualityWarnings(volume, segmented) is { Count: > 0 } warnings) notes.Add($"check the ventricle: {string.Join(", ", warnings)}");
        return notes;
    }

    /// <summary>Signs that an outline is wrong.</summary>
    private List<string> QualityWarnings(MyoPsVolume volume, Ventricle found)
    {
        List<string> warnings = [];
        if (found.LeftOut >= LeastShareToWarnOf)
            warnings.Add($"{100 * found.LeftOut:0} % of what was marked lay elsewhere and is left out");
        var rectangle = found.Rectangle()!.Value;
        if (rectangle.Top == 0 || rectangle.Left == 0 || rectangle.Bottom == volume.Height || rectangle.Right == volume.Width)
            warnings.Add("it reaches the image's border");
        var area = VentricleAreas.Largest(found, volume);
        if (!areas.Admit(area))
            warnings.Add($"its largest slice has {area:0} cm², {areas.Least:0} to {areas.Greatest:0} are usual");
        return warnings;
    }
}
