using System.Globalization;
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
    /// <param name="run">The run.</param>
    /// <param name="device">Where to compute.</param>
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
        var labels = new short[volume.C0.Length];
        if (ventricle.Rectangle() is null)
            return new CasePrediction(
                labels, ventricle, 0, [.. Pathologies.Select(name => PathologyMap.Nothing(name, labels.Length))], notes);

        FineInput[] inputs = [.. Enumerable.Range(0, options.Members).Select(member => Input(options.FineOf(member)))];
        int[] slices = [.. Enumerable.Range(0, volume.Slices).Where(ventricle.IsIn)];
        FinePrediction[] found = [.. fine.Select(networks => networks.Predict(inputs, slices, vote))];
        var maps = Maps(found);
        if (options.Fine.OneForBoth)
        {
            Clean(found[0].Classes, volume, scar => scar == 1, (byte)2, maps[0], options.ScarCertainty);
            FromOne(found[0].Classes, labels);
        }
        else
        {
            Clean(found[0].Classes, volume, scar => scar == 2, (byte)1, maps[0], options.ScarCertainty);
            MyoPsLabels.Merge(found[0].Classes, found[1].Classes, labels);
        }

        var hasScar = labels.Contains(MyoPsLabels.Scar);
        Clean(
            labels, volume, label => label != MyoPsLabels.Background, MyoPsLabels.Background, maps[1],
            hasScar ? 0 : options.PathologyCertainty);
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

    /// <summary>Leaves out parts that are small beside the largest one, and all of them where they are not believed.</summary>
    private void Clean<T>(T[] marks, MyoPsVolume volume, Func<T, bool> isIn, T replacement, PathologyMap map, double certainty)
    {
        ConnectedComponents.RemoveSmall(marks, volume.Height, volume.Width, isIn, replacement, options.SmallestPart);
        int[] marked = [.. Enumerable.Range(0, marks.Length).Where(i => isIn(marks[i]))];
        var isBelieved = marked.Length * VolumeRow.VoxelMl(volume) >= options.SureVolume
            || marked.Select(i => map.Probability[i]).DefaultIfEmpty().Average() >= certainty;
        if (isBelieved) return;
        foreach (var i in marked) marks[i] = replacement;
    }

    /// <summary>Labels from the classes of <see cref="MyoPsTarget.ScarEdemaMyocardium"/>.</summary>
    private static void FromOne(byte[] classes, short[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
            labels[i] = classes[i] switch { 1 => MyoPsLabels.Scar, 2 => MyoPsLabels.Edema, _ => MyoPsLabels.Background };
    }

    private IReadOnlyList<PathologyMap> Maps(FinePrediction[] found) => options.Fine.OneForBoth
        ? [
            new(Pathologies[0], found[0].Probability(1), found[0].Agreement),
            new(Pathologies[1], found[0].Probability(1, 2), found[0].Agreement)
        ]
        : [
            new(Pathologies[0], found[0].Probability(2), found[0].Agreement),
            new(Pathologies[1], found[1].Probability(2), found[1].Agreement)
        ];

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
        if (segmented.Rectangle() is null) return ["no left ventricle was found, so nothing is marked"];
        List<string> notes = [];
        if (segmented == located) notes.Add("the second network found no left ventricle; the first one's outline is used");
        if (QualityWarnings(volume, segmented) is { Count: > 0 } warnings) notes.Add($"check the ventricle: {string.Join(", ", warnings)}");
        return notes;
    }

    /// <summary>Signs that an outline is wrong.</summary>
    private List<string> QualityWarnings(MyoPsVolume volume, Ventricle found)
    {
        List<string> warnings = [];
        if (found.LeftOut >= LeastShareToWarnOf)
            warnings.Add(
                string.Create(CultureInfo.InvariantCulture, $"{100 * found.LeftOut:0} % of what was marked lay elsewhere and is left out"));
        var rectangle = found.Rectangle()!.Value;
        if (rectangle.Top == 0 || rectangle.Left == 0 || rectangle.Bottom == volume.Height || rectangle.Right == volume.Width)
            warnings.Add("it reaches the image's border");
        var area = VentricleAreas.Largest(found, volume);
        if (!areas.Admit(area))
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture, $"its largest slice has {area:0} cm², {areas.Least:0} to {areas.Greatest:0} are usual"));
        return warnings;
    }
}
