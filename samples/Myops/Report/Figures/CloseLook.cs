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
        var normalized = NormalizedCase.Create(volume, options.CropSize);
        var rectangle = first.Rectangle();
        var input = second.IsIn(slice) ? FineInput.Create(volume, second, options.Fine, options.Fine.MaskGrowth) : null;
        return new CloseLook
        {
            Crop = normalized.Crop,
            Rectangle = rectangle,
            SecondView = rectangle is { } found ? CoarseRegion.Around(normalized, found, options.Segment).Box : null,
            FirstOutline = first.Slice(slice).ToArray(),
            SecondOutline = second.Slice(slice).ToArray(),
            Networks = input is null ? [] : [.. new[] { Stage.Scar, Stage.Pathology, Stage.Both }
                .Where(stage => File.Exists(run.Folder.NetworkFile(stage)))
                .Select(stage => Look(run, stage, volume, slice, input, device))],
        };
    }

    private static NetworkLook Look(RunHistory run, string stage, MyoPsVolume volume, int slice, FineInput input, Device device)
    {
        using var scope = NewDisposeScope();
        using var network = Inference.Load(run.Folder, stage, Myops.Networks.Fine(run.Record.Options.Fine, run.Record.Compute), device);
        using var gates = new GateRecorder(network);
        int side = run.Record.Options.Fine.InputSize, pixels = side * side;
        var image = input.Slice(slice);
        var logits = network.ForwardHeads(Inference.Stack([image], image.Length / pixels, side, device), HeadSelection.All);
        return new NetworkLook
        {
            Stage = stage,
            Sequences = [.. run.Record.Options.Fine.Sequences.Select(name => name switch { "C0" => "bSSFP", "DE" => "LGE", _ => name })],
            Side = side,
            Input = [.. image.Chunk(pixels)],
            Heads = [.. logits.Heads.Select(head => Pathology(head!, stage))],
            Attention = gates.Maps,
            Truth = volume.Labels is { } labels ? Truth(volume.Slice(labels, slice), stage, input.Mapping) : null,
        };
    }

    /// <summary>
    /// Probability of pathology, [side, side]: of class 2, or of scar (1) and edema (2) where one network tells them apart.
    /// </summary>
    private static float[] Pathology(Tensor logits, string stage)
    {
        var probabilities = logits.to(ScalarType.Float32).softmax(1)[0];
        var pathology = stage == Stage.Both ? probabilities[1] + probabilities[2] : probabilities[2];
        return [.. pathology.cpu().contiguous().data<float>()];
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
