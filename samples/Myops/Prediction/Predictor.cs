using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components.Myops;

/// <summary>A finished run's networks, from the images of a case to its labels.</summary>
internal sealed class Predictor : IDisposable
{
    private readonly PipelineOptions options;
    private readonly Device device;
    private readonly DeepSupervisedUNet locate, segment, scar, pathology;

    private Predictor(RunFolder run, Device device)
    {
        options = run.Record.Options;
        this.device = device;
        var compute = run.Record.Compute;
        locate = Load(run, Stage.Locate, Networks.Coarse(options.Locate, compute));
        segment = Load(run, Stage.Segment, Networks.Coarse(options.Segment, compute));
        scar = Load(run, Stage.Scar, Networks.Fine(options.Fine, compute));
        pathology = Load(run, Stage.Pathology, Networks.Fine(options.Fine, compute));
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
        using var images = Stack([.. slices.Select(input.Slice)], 2, options.Fine.InputSize);
        byte[] scarClasses = Classes(scar, images, slices, volume, input), pathologyClasses = Classes(pathology, images, slices, volume, input);
        MyoPsLabels.Merge(scarClasses, pathologyClasses, labels);
        var myocardium = scarClasses.Zip(labels, (found, label) => found != 0 || label != 0).Count(inside => inside);
        return new CasePrediction(labels, ventricle, myocardium, note);
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
        scar.Dispose();
        pathology.Dispose();
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

    private Ventricle Outline(DeepSupervisedUNet network, MyoPsVolume volume, NormalisedCase normalised, GridMapping mapping)
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
    private byte[] Classes(DeepSupervisedUNet network, Tensor images, int[] slices, MyoPsVolume volume, FineInput input)
    {
        const int Count = 3;
        int size = options.Fine.InputSize * options.Fine.InputSize, plane = volume.Height * volume.Width;
        var found = Probabilities(network, images, options.Fine.MirrorAtInference);
        var classes = new byte[volume.C0.Length];
        var probabilities = new float[Count * plane];
        for (var i = 0; i < slices.Length; i++)
        {
            input.Mapping.ProbabilitiesToOriginal(found.AsSpan(i * Count * size, Count * size), Count, probabilities);
            var region = input.Region(slices[i]);
            var target = volume.Slice(classes, slices[i]);
            for (var p = 0; p < plane; p++)
            {
                if (region[p] == 0) continue;
                float background = probabilities[p], ring = probabilities[plane + p], lesion = probabilities[(2 * plane) + p];
                target[p] = lesion > ring && lesion > background ? (byte)2 : ring > background ? (byte)1 : (byte)0;
            }
        }

        return classes;
    }

    /// <summary>Softmax of the final head, [N, classes, size, size]; averaged over the four mirrorings if wished.</summary>
    private static float[] Probabilities(DeepSupervisedUNet network, Tensor images, bool mirrored)
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

    private DeepSupervisedUNet Load(RunFolder run, string stage, DeepSupervisedUNet network)
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
