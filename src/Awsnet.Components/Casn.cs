using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// CASN, AWSnet's coarse pair of networks: the first finds where the left ventricle is, the second segments it inside the rectangle
/// around that. Both are vanilla U-Nets on all sequences together, trained by Dice (Eq. 1).
/// </summary>
public static class Casn
{
    /// <summary>The one loss of each network.</summary>
    /// <value><c>dice</c>.</value>
    public const string LossName = "dice";

    /// <summary>The paper's loss: Dice alone.</summary>
    public static DiceCrossEntropyOptions PaperLoss { get; } = new() { CrossEntropyWeight = 0 };

    /// <summary>The paper's plan: 200 epochs, Adam at 0.001.</summary>
    public static TrainingOptions PaperTraining { get; } = new() { FixedEpochs = 200, AutoEpochs = 0 };

    /// <summary>Makes one of the two networks, its weights drawn from torch's generator: background and left ventricle out.</summary>
    /// <param name="options">Choices; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public static DeepSupervisedUNet CreateNetwork(CasnOptions? options = null)
    {
        options ??= new();
        options.Validate();
        return new DeepSupervisedUNet(new DeepSupervisedUNetOptions
        {
            InputChannels = options.InputChannels,
            Classes = 2,
            Widths = options.Widths,
            Heads = 1,
            ComputeType = options.ComputeType,
            ChannelsLast = options.ChannelsLast,
        });
    }

    /// <summary>The task of training either network.</summary>
    /// <param name="batches">Batches of an epoch by its seed: input [N, channels, H, W], target int64 labels [N, H, W] of 0 and 1.</param>
    /// <param name="batchesPerEpoch">How many.</param>
    /// <param name="evaluate">Scores the network on the validation set; see <see cref="ValidationDice"/>.</param>
    /// <param name="options">The network; <see langword="null"/> for the defaults.</param>
    /// <param name="loss">The loss; <see langword="null"/> for <see cref="PaperLoss"/>.</param>
    /// <param name="device">Where it trains; <see langword="null"/> for the CPU. The batches must be there too.</param>
    public static TrainingTask<DeepSupervisedUNet, TensorBatch> CreateTask(
        Func<long, IEnumerable<TensorBatch>> batches,
        int batchesPerEpoch,
        Func<DeepSupervisedUNet, CancellationToken, Evaluation> evaluate,
        CasnOptions? options = null,
        DiceCrossEntropyOptions? loss = null,
        Device? device = null) => new()
        {
            Network = () => CreateNetwork(options).to(device ?? CPU),
            LossNames = [LossName],
            BatchesPerEpoch = batchesPerEpoch,
            Batches = batches,
            Loss = (network, batch, weights) => LossTerms.Weighted(weights, DiceCrossEntropy.Loss(network.Predict(batch.Input), batch.Target, loss ?? PaperLoss)),
            Evaluate = evaluate,
        };

    /// <summary>Finds and segments the left ventricle.</summary>
    /// <param name="locate">The first network.</param>
    /// <param name="segment">The second network.</param>
    /// <param name="images">[N, channels, H, W], the field of view that the first network was trained on, before <see cref="CasnOptions.LocateSize"/> (the paper's is 384 x 384).</param>
    /// <param name="options">Margin, size of the region, one heart or many; <see langword="null"/> for the defaults.</param>
    /// <returns>Mask and rectangles. An image in which the first network sees nothing has neither.</returns>
    /// <exception cref="ArgumentException">The images are not [N, channels, H, W], or an option is outside its range.</exception>
    public static CasnResult Segment(DeepSupervisedUNet locate, DeepSupervisedUNet segment, Tensor images, CasnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(locate);
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new();
        options.Validate();
        if (images.dim() != 4 || images.shape[0] == 0)
            throw new ArgumentException($"The images are [{string.Join(", ", images.shape)}]; expected [N, channels, H, W] with at least one image.", nameof(images));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var first = new Evaluating(locate);
        using var second = new Evaluating(segment);
        int count = (int)images.shape[0];
        Tensor seen = options.LocateSize is { } size
            ? Segment(locate, images, size, InterpolationMode.Area)
            : locate.Predict(images).argmax(1).ne(0);
        Tensor mask = zeros_like(seen);
        var regions = new CasnRegion?[count];
        foreach (var (start, length) in options.OneHeart ? [(0, count)] : Enumerable.Range(0, count).Select(image => (image, 1)))
        {
            if (RegionOf(seen.narrow(0, start, length), options.Margin) is not { } region)
                continue;
            Array.Fill(regions, region, start, length);
            Tensor crop = Within(images.narrow(0, start, length), region);
            Tensor found = Segment(segment, crop, options.RegionSize, InterpolationMode.Bilinear);
            Within(mask.narrow(0, start, length), region).copy_(found);
        }
        return new CasnResult(mask.MoveToOuterDisposeScope(), regions);
    }

    /// <summary>A network's answer to images resized to its own size, at theirs.</summary>
    private static Tensor Segment(DeepSupervisedUNet network, Tensor images, int size, InterpolationMode mode)
    {
        Tensor resized = nn.functional.interpolate(images, [size, size], mode: mode, align_corners: mode == InterpolationMode.Bilinear ? false : null);
        Tensor logits = network.Predict(resized);
        return nn.functional.interpolate(logits, images.shape[^2..], mode: InterpolationMode.Bilinear, align_corners: false).argmax(1).ne(0);
    }

    /// <summary>The rectangle around everything that was seen in any of the images, with the margin, inside the image.</summary>
    private static CasnRegion? RegionOf(Tensor seen, int margin)
    {
        Tensor any = seen.any(0);
        long[] rows = [.. any.any(1).nonzero().cpu().data<long>()], columns = [.. any.any(0).nonzero().cpu().data<long>()];
        if (rows.Length == 0)
            return null;
        int top = (int)Math.Max(0, rows[0] - margin), left = (int)Math.Max(0, columns[0] - margin);
        int bottom = (int)Math.Min(any.shape[0], rows[^1] + 1 + margin), right = (int)Math.Min(any.shape[1], columns[^1] + 1 + margin);
        return new CasnRegion(top, left, bottom - top, right - left);
    }

    private static Tensor Within(Tensor images, CasnRegion region) =>
        images.narrow(-2, region.Top, region.Height).narrow(-1, region.Left, region.Width);

    /// <summary>Puts a network into evaluation mode and back.</summary>
    private readonly struct Evaluating : IDisposable
    {
        private readonly nn.Module _network;
        private readonly bool _wasTraining;

        public Evaluating(nn.Module network)
        {
            _network = network;
            _wasTraining = network.training;
            network.eval();
        }

        public void Dispose() => _network.train(_wasTraining);
    }
}
