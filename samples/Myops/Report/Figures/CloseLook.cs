using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Looks into a run's networks while they look at one slice of a case.</summary>
internal sealed record CloseLook
{
    /// <summary>Where CASN's first network looked, and the rectangle around what it found; null where it found nothing.</summary>
    public required PixelBox Crop { get; init; }

    public required PixelBox? Rectangle { get; init; }

    /// <summary>The square that CASN's second network was shown first.</summary>
    public required PixelBox? SecondView { get; init; }

    /// <summary>The outlines of both in the slice.</summary>
    public required byte[] FirstOutline { get; init; }

    public required byte[] SecondOutline { get; init; }

    /// <summary>The fine networks; empty where no ventricle was found in the slice.</summary>
    public required IReadOnlyList<NetworkLook> Networks { get; init; }

    public static CloseLook Of(RunHistory run, MyoPsVolume volume, int slice, string deviceName)
    {
        var device = TorchSetup.DeviceOf(deviceName);
        var options = run.Record.Options;
        using var inference = no_grad();
        using var predictor = Predictor.Load(run.Folder, device);
        var (first, second) = predictor.Coarse(volume);
        var normalised = NormalisedCase.Create(volume, options.CropSize);
        var rectangle = first.Rectangle();
        var input = second.IsIn(slice) ? FineInput.Create(volume, second, options.Fine, options.Fine.MaskGrowth) : null;
        return new CloseLook
        {
            Crop = normalised.Crop,
            Rectangle = rectangle,
            SecondView = rectangle is { } found ? CoarseRegion.Around(normalised, found, options.Segment).Box : null,
            FirstOutline = first.Slice(slice).ToArray(),
            SecondOutline = second.Slice(slice).ToArray(),
            Networks = input is null ? [] : [.. new[] { Stage.Scar, Stage.Pathology }
                .Where(stage => File.Exists(run.Folder.NetworkFile(stage)))
                .Select(stage => Look(run, stage, volume, slice, input, device))],
        };
    }

    private static NetworkLook Look(RunHistory run, string stage, MyoPsVolume volume, int slice, FineInput input, Device device)
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Myops.Networks.Fine(run.Record.Options.Fine, run.Record.Compute);
        NetworkWeights.Load(network, SafeTensors.Load(run.Folder.NetworkFile(stage)));
        network.to(device);
        network.eval();
        using var gates = new GateRecorder(network);
        int side = run.Record.Options.Fine.InputSize, pixels = side * side;
        var image = input.Slice(slice);
        var logits = network.Supervise(tensor(image, [1, image.Length / pixels, side, side]).to(device), HeadSelection.All);
        return new NetworkLook
        {
            Stage = stage,
            Side = side,
            Input = [.. image.Chunk(pixels)],
            Heads = [.. logits.Heads.Select(head => Pathology(head!))],
            Attention = gates.Maps,
            Truth = volume.Labels is { } labels ? Truth(volume.Slice(labels, slice), stage, input.Mapping) : null,
        };
    }

    /// <summary>Probability of the last class, [side, side].</summary>
    private static float[] Pathology(Tensor logits)
    {
        var probabilities = logits.to(ScalarType.Float32).softmax(1);
        return [.. probabilities[0, -1].cpu().contiguous().data<float>()];
    }

    private static byte[] Truth(ReadOnlySpan<short> labels, string stage, GridMapping mapping)
    {
        var mask = new byte[labels.Length];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = labels[i] == MyoPsLabels.Scar || (stage != Stage.Scar && labels[i] == MyoPsLabels.Edema) ? (byte)1 : (byte)0;
        var seen = new byte[mapping.Height * mapping.Width];
        mapping.LabelsToNetwork<byte>(mask, seen);
        return seen;
    }
}
