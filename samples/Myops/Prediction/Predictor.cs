using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A finished run's networks, from the images of a case to its labels.</summary>
internal sealed class Predictor : IDisposable
{
    // A heart's outline this small or large, in the slice that shows most of it, is no left ventricle's.
    private const double LeastAreaMm2 = 500, GreatestAreaMm2 = 13_000;

    // What CASN marks beside the ventricle is worth a word from this part of all that it marks.
    private const double WorthAWord = 0.05;

    private static readonly string[] Pathologies = ["scar", "pathology"];

    private readonly PipelineOptions options;
    private readonly Device device;
    private readonly Vote vote;
    private readonly SupervisedNetwork locate;
    private readonly IReadOnlyList<SupervisedNetwork> segment;
    private readonly IReadOnlyList<FineVote> fine;

    private Predictor(RunFolder run, Device device, Vote? vote)
    {
        options = run.Record.Options;
        this.device = device;
        this.vote = vote ?? options.Vote;
        var compute = run.Record.Compute;
        locate = Inference.Load(run, Stage.Locate, Networks.Coarse(options.Locate, compute), device);
        segment = [.. Enumerable.Range(0, options.SegmentMembers).Select(member =>
            Inference.Load(run, Stage.OfMember(Stage.Segment, member), Networks.Coarse(options.Segment, compute), device))];
        string[] stages = options.Fine.OneForBoth ? [Stage.Both] : [Stage.Scar, Stage.Pathology];
        fine = [.. stages.Select(stage => new FineVote(run, stage, device))];
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
        var (ventricle, notes) = FindVentricle(volume);
        var labels = new short[volume.C0.Length];
        if (ventricle.Rectangle() is null)
            return new CasePrediction(labels, ventricle, 0, [.. Pathologies.Select(name => PathologyMap.Nothing(name, labels.Length))], notes);

        FinePrediction[] found = [.. fine.Select(network => network.Predict(volume, ventricle, vote))];
        if (options.Fine.OneForBoth)
        {
            DropSmallParts(found[0].Classes, volume, scar => scar == 1, instead: (byte)2);
            FromOne(found[0].Classes, labels);
        }
        else
        {
            DropSmallParts(found[0].Classes, volume, scar => scar == 2, instead: (byte)1);
            MyoPsLabels.Merge(found[0].Classes, found[1].Classes, labels);
        }

        DropSmallParts(labels, volume, label => label != MyoPsLabels.Background, instead: MyoPsLabels.Background);
        var myocardium = found[0].Classes.Zip(labels, (seen, label) => seen != 0 || label != 0).Count(inside => inside);
        return new CasePrediction(labels, ventricle, myocardium, Maps(found), notes);
    }

    private void DropSmallParts<T>(T[] marks, MyoPsVolume volume, Func<T, bool> isIn, T instead) =>
        MaskParts.DropSmall(marks, isIn, instead, volume.Slices, volume.Height, volume.Width, options.SmallestPart);

    /// <summary>Labels from the classes of <see cref="MyoPsTarget.ScarEdemaMyocardium"/>.</summary>
    private static void FromOne(byte[] classes, short[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
            labels[i] = classes[i] switch { 1 => MyoPsLabels.Scar, 2 => MyoPsLabels.Edema, _ => MyoPsLabels.Background };
    }

    private IReadOnlyList<PathologyMap> Maps(FinePrediction[] found) => options.Fine.OneForBoth
        ? [new(Pathologies[0], found[0].Probability(1), found[0].Agreement), new(Pathologies[1], found[0].Probability(1, 2), found[0].Agreement)]
        : [new(Pathologies[0], found[0].Probability(2), found[0].Agreement), new(Pathologies[1], found[1].Probability(2), found[1].Agreement)];

    /// <summary>The outlines of CASN's first and second network, to judge them by themselves.</summary>
    public (Ventricle First, Ventricle Second) Coarse(MyoPsVolume volume)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var normalized = NormalizedCase.Create(volume, options.CropSize);
        return (Outline([locate], volume, normalized, CoarseRegion.Whole(normalized, options.Locate)), FindVentricle(volume).Found);
    }

    public void Dispose()
    {
        locate.Dispose();
        foreach (var network in segment) network.Dispose();
        foreach (var network in fine) network.Dispose();
    }

    /// <summary>CASN: the first network's ventricle gives the rectangle in which the second one outlines it.</summary>
    private (Ventricle Found, IReadOnlyList<string> Notes) FindVentricle(MyoPsVolume volume)
    {
        var normalized = NormalizedCase.Create(volume, options.CropSize);
        var coarse = Outline([locate], volume, normalized, CoarseRegion.Whole(normalized, options.Locate));
        if (coarse.Rectangle() is not { } rectangle) return (coarse, ["no left ventricle was found, so nothing is marked"]);
        // The second network outlines more than it was shown the rectangle of; another look from there corrects a rectangle that was off.
        var fine = coarse;
        for (var look = 0; look < options.SegmentLooks; look++)
        {
            var found = Outline(segment, volume, normalized, CoarseRegion.Around(normalized, rectangle, options.Segment));
            if (found.Rectangle() is not { } better) break;
            (fine, rectangle) = (found, better);
        }

        List<string> notes = [];
        if (fine == coarse) notes.Add("the second network found no left ventricle; the first one's outline is used");
        if (Doubts(volume, fine, rectangle) is { Count: > 0 } doubts) notes.Add($"check the ventricle: {string.Join(", ", doubts)}");
        return (fine, notes);
    }

    /// <summary>What makes an outline look wrong.</summary>
    private static List<string> Doubts(MyoPsVolume volume, Ventricle found, PixelBox rectangle)
    {
        List<string> doubts = [];
        if (found.LeftOut >= WorthAWord)
            doubts.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * found.LeftOut:0} % of what was marked lay elsewhere and is left out"));
        if (rectangle.Top == 0 || rectangle.Left == 0 || rectangle.Bottom == volume.Height || rectangle.Right == volume.Width)
            doubts.Add("it reaches the image's border");
        var largest = Enumerable.Range(0, found.Slices).Max(z => found.Slice(z).Length - found.Slice(z).Count((byte)0));
        var area = largest * volume.RowSpacingMm * volume.ColumnSpacingMm;
        if (area is < LeastAreaMm2 or > GreatestAreaMm2)
            doubts.Add(string.Create(CultureInfo.InvariantCulture, $"its largest slice has {area / 100:0.0} cm²"));
        return doubts;
    }

    /// <summary>What the networks mark: where the mean of their probabilities is at least a half.</summary>
    private Ventricle Outline(IReadOnlyList<SupervisedNetwork> networks, MyoPsVolume volume, NormalizedCase normalized, GridMapping mapping)
    {
        int size = mapping.Height, plane = volume.Height * volume.Width;
        using var images = Inference.Stack([.. Enumerable.Range(0, volume.Slices).Select(z => normalized.Slice(z, mapping))], 3, size, device);
        var found = new float[2 * size * size * volume.Slices];
        foreach (var network in networks)
        {
            var one = Inference.Probabilities(network, images, mirrored: false);
            for (var i = 0; i < found.Length; i++) found[i] += one[i] / networks.Count;
        }

        var probabilities = new float[volume.C0.Length];
        for (var z = 0; z < volume.Slices; z++)
            mapping.ImageToOriginal(found.AsSpan(((2 * z) + 1) * size * size, size * size), probabilities.AsSpan(z * plane, plane));
        return Ventricle.FromProbabilities(probabilities, volume.Height, volume.Width);
    }
}
