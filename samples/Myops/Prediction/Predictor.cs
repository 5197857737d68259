using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Myops;

/// <summary>A finished run's networks, from the images of a case to its labels.</summary>
internal sealed class Predictor : IDisposable
{
    private readonly PipelineOptions options;
    private readonly Device device;
    private readonly SupervisedNetwork locate, segment;
    private readonly IReadOnlyList<SupervisedNetwork> fine;

    private Predictor(RunFolder run, Device device)
    {
        options = run.Record.Options;
        this.device = device;
        var compute = run.Record.Compute;
        locate = Load(run, Stage.Locate, Networks.Coarse(options.Locate, compute));
        segment = Load(run, Stage.Segment, Networks.Coarse(options.Segment, compute));
        string[] stages = options.Fine.OneForBoth ? [Stage.Both] : [Stage.Scar, Stage.Pathology];
        fine = [.. stages.Select(stage => Load(run, stage, Networks.Fine(options.Fine, compute)))];
    }

    /// <summary>Loads the networks of a finished run.</summary>
    /// <exception cref="InputException">A network's file is damaged or of another architecture.</exception>
    public static Predictor Load(RunFolder run, Device device) => new(run, device);

    /// <summary>Predicts one case.</summary>
    public CasePrediction Predict(MyoPsVolume volume)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var (ventricle, note) = FindVentricle(volume);
        var labels = new short[volume.C0.Length];
        if (FineInput.Create(volume, ventricle, options.Fine, options.Fine.MaskGrowth) is not { } input)
            return new CasePrediction(labels, ventricle, 0, note);

        int[] slices = [.. Enumerable.Range(0, volume.Slices).Where(ventricle.IsIn)];
        using var images = Stack([.. slices.Select(input.Slice)], options.Fine.Sequences.Count, options.Fine.InputSize);
        byte[][] classes = [.. fine.Select(network => Classes(network, images, slices, volume, input))];
        if (options.Fine.OneForBoth) FromOne(classes[0], labels);
        else MyoPsLabels.Merge(classes[0], classes[1], labels);
        var myocardium = classes[0].Zip(labels, (found, label) => found != 0 || label != 0).Count(inside => inside);
        return new CasePrediction(labels, ventricle, myocardium, note);
    }

    /// <summary>Labels from the classes of <see cref="MyoPsTarget.ScarEdemaMyocardium"/>.</summary>
    private static void FromOne(byte[] classes, short[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
            labels[i] = classes[i] switch { 1 => MyoPsLabels.Scar, 2 => MyoPsLabels.Edema, _ => MyoPsLabels.Background };
    }

    /// <summary>The outlines of CASN's first and second network, to judge them by themselves.</summary>
    public (Ventricle First, Ventricle Second) Coarse(MyoPsVolume volume)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var normalised = NormalisedCase.Create(volume, options.CropSize);
        return (Outline(locate, volume, normalised, CoarseRegion.Whole(normalised, options.Locate)), FindVentricle(volume).Found);
    }

    public void Dispose()
    {
        locate.Dispose();
        segment.Dispose();
        foreach (var network in fine) network.Dispose();
    }

    /// <summary>CASN: the first network's ventricle gives the rectangle in which the second one outlines it.</summary>
    private (Ventricle Found, string? Note) FindVentricle(MyoPsVolume volume)
    {
        var normalised = NormalisedCase.Create(volume, options.CropSize);
        var coarse = Outline(locate, volume, normalised, CoarseRegion.Whole(normalised, options.Locate));
        if (coarse.Rectangle() is not { } rectangle) return (coarse, "no left ventricle was found, so nothing is marked");
        // The second network outlines more than it was shown the rectangle of; another look from there corrects a rectangle that was off.
        var fine = coarse;
        for (var look = 0; look < options.SegmentLooks; look++)
        {
            var found = Outline(segment, volume, normalised, CoarseRegion.Around(normalised, rectangle, options.Segment));
            if (found.Rectangle() is not { } better) break;
            (fine, rectangle) = (found, better);
        }

        return (fine, fine == coarse ? "the second network found no left ventricle; the first one's outline is used" : null);
    }

    private Ventricle Outline(SupervisedNetwork network, MyoPsVolume volume, NormalisedCase normalised, GridMapping mapping)
    {
        int size = mapping.Height, plane = volume.Height * volume.Width;
        using var images = Stack([.. Enumerable.Range(0, volume.Slices).Select(z => normalised.Slice(z, mapping))], 3, size);
        var found = Probabilities(network, images, mirrored: false);
        var probabilities = new float[volume.C0.Length];
        for (var z = 0; z < volume.Slices; z++)
            mapping.ImageToOriginal(found.AsSpan(((2 * z) + 1) * size * size, size * size), probabilities.AsSpan(z * plane, plane));
        return Ventricle.FromProbabilities(probabilities, volume.Height, volume.Width);
    }

    /// <summary>The classes of an ASAN on the case's grid; nothing outside the ventricle.</summary>
    private byte[] Classes(SupervisedNetwork network, Tensor images, int[] slices, MyoPsVolume volume, FineInput input)
    {
        int count = Networks.FineClasses(options.Fine), size = options.Fine.InputSize * options.Fine.InputSize, plane = volume.Height * volume.Width;
        var found = Probabilities(network, images, options.Fine.MirrorAtInference);
        var classes = new byte[volume.C0.Length];
        var probabilities = new float[count * plane];
        for (var i = 0; i < slices.Length; i++)
        {
            input.Mapping.ProbabilitiesToOriginal(found.AsSpan(i * count * size, count * size), count, probabilities);
            var region = input.Region(slices[i]);
            var target = volume.Slice(classes, slices[i]);
            for (var p = 0; p < plane; p++)
            {
                if (region[p] == 0) continue;
                // Of equal ones the lowest class, as argmax has it.
                for (var c = 1; c < count; c++)
                {
                    if (probabilities[(c * plane) + p] > probabilities[(target[p] * plane) + p]) target[p] = (byte)c;
                }
            }
        }

        return classes;
    }

    /// <summary>Softmax of the final head, [N, classes, size, size]; averaged over the four mirrorings if wished.</summary>
    private static float[] Probabilities(SupervisedNetwork network, Tensor images, bool mirrored)
    {
        using var scope = NewDisposeScope();
        long[][] mirrorings = mirrored ? [[], [2], [3], [2, 3]] : [[]];
        Tensor? sum = null;
        foreach (var axes in mirrorings)
        {
            var seen = axes.Length == 0 ? images : images.flip(axes);
            var probabilities = network.Predict(seen).softmax(1);
            if (axes.Length > 0) probabilities = probabilities.flip(axes);
            sum = sum is null ? probabilities : sum + probabilities;
        }

        return [.. (sum! / mirrorings.Length).cpu().contiguous().data<float>()];
    }

    private Tensor Stack(IReadOnlyList<float[]> images, int channels, int size) =>
        tensor(images.SelectMany(image => image).ToArray(), [images.Count, channels, size, size]).to(device);

    private SupervisedNetwork Load(RunFolder run, string stage, SupervisedNetwork network)
    {
        using var scope = NewDisposeScope();
        var path = run.NetworkFile(stage);
        try
        {
            NetworkWeights.Load(network, SafeTensors.Load(path));
        }
        catch (InvalidDataException error)
        {
            throw new InputException($"{path}: {error.Message.TrimEnd('.')}. Train the run anew.", error);
        }

        network.to(device);
        network.eval();
        return network;
    }
}
