using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>What a run's networks make of one slice of a case.</summary>
internal sealed record CaseInspection
{
    /// <summary>What CASN's first network sees, and the rectangle around what it found; null where it found nothing.</summary>
    public required PixelBox Crop { get; init; }

    public required PixelBox? Rectangle { get; init; }

    /// <summary>The square that CASN's second network saw first.</summary>
    public required PixelBox? SecondRegion { get; init; }

    /// <summary>What the second network outlined in the slice.</summary>
    public required byte[] SecondOutline { get; init; }

    /// <summary>The fine networks; empty where no ventricle was found in the slice.</summary>
    public required IReadOnlyList<NetworkInspection> Networks { get; init; }

    public static CaseInspection Of(RunHistory run, MyoPsVolume volume, int slice, string deviceName)
    {
        var device = TorchSetup.DeviceOf(deviceName);
        var options = run.Record.Options;
        using var inference = no_grad();
        using var predictor = Predictor.Load(run.Folder, device);
        var casn = Myops.Networks.Casn(options, run.Record.Compute);
        var (first, second) = predictor.FindVentricle(volume);
        var rectangle = first.Rectangle();
        var input = second.IsIn(slice) ? FineInput.Create(volume, second, options.Fine, options.Fine.MaskGrowth) : null;
        return new CaseInspection
        {
            Crop = Casn.LocateRegion(volume.Height, volume.Width, casn).Box,
            Rectangle = rectangle,
            SecondRegion = rectangle is { } found ? Casn.SegmentRegion(found, volume.Height, volume.Width, casn).Box : null,
            SecondOutline = second.Slice(slice).ToArray(),
            Networks = input is null ? [] : [.. new[] { Stage.Scar, Stage.Pathology, Stage.Both }
                .Where(stage => File.Exists(run.Folder.NetworkFile(stage)))
                .Select(stage => Inspect(run, stage, volume, slice, input, device))],
        };
    }

    private static NetworkInspection Inspect(RunHistory run, string stage, MyoPsVolume volume, int slice, FineInput input, Device device)
    {
        using var scope = NewDisposeScope();
        using var network = Inference.Load(run.Folder, stage, Myops.Networks.Fine(run.Record.Options.Fine, run.Record.Compute), device);
        using var gates = new GateRecorder(network);
        int side = run.Record.Options.Fine.InputSize, pixels = side * side;
        var polar = run.Record.Options.Fine.Polar ? new PolarGrid(side) : null;
        var image = input.Slice(slice);
        var seen = Inference.Stack([image], image.Length / pixels, side, device);
        var logits = network.ForwardHeads(polar?.ToPolar(seen) ?? seen, HeadSelection.All);
        return new NetworkInspection
        {
            Stage = stage,
            Channels = [.. run.Record.Options.Fine.ChannelNames.Select(name => name.Replace("C0", "bSSFP").Replace("DE", "LGE"))],
            MaskedOut = run.Record.Options.Fine.MaskOut,
            Side = side,
            Input = [.. image.Chunk(pixels)],
            Heads = [.. logits.Heads.Select(head => Pathology(head!, stage, polar))],
            Attention = [.. gates.Maps.Select(map => polar is null ? map : map.ToSquare(polar, side))],
            Truth = volume.Labels is { } labels ? Truth(volume.Slice(labels, slice), stage, input.Region.Mapping) : null,
        };
    }

    /// <summary>
    /// Probability of pathology, [side, side]: of class 2, or of scar (1) and edema (2) where one network tells them apart.
    /// </summary>
    private static float[] Pathology(Tensor logits, string stage, PolarGrid? polar)
    {
        var seen = logits.to(ScalarType.Float32).softmax(1);
        var probabilities = (polar?.ProbabilitiesToSquare(seen) ?? seen)[0];
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
