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

    /// <summary>Makes one of the two networks, its weights drawn from torch's generator: background and left ventricle out, or
    /// background, myocardium and blood (<see cref="CasnOptions.BloodClass"/>).</summary>
    /// <param name="options">Choices; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public static DeepSupervisedUNet CreateNetwork(CasnOptions? options = null)
    {
        options ??= new();
        options.Validate();
        return new DeepSupervisedUNet(new DeepSupervisedUNetOptions
        {
            InputChannels = options.InputChannels,
            Classes = options.BloodClass ? 3 : 2,
            Widths = options.Widths,
            Heads = 1,
            ComputeType = options.ComputeType,
            ChannelsLast = options.ChannelsLast,
        });
    }

    /// <summary>The task of training either network.</summary>
    /// <param name="batches">Batches of an epoch by its seed: input [N, channels, H, W], target int64 labels [N, H, W] of 0 and 1, or to
    /// 2 with <see cref="CasnOptions.BloodClass"/>.</param>
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
            Loss = (network, batch, weights) =>
                LossTerms.Weighted(weights, DiceCrossEntropy.Loss(network.Predict(batch.Input), batch.Target, loss ?? PaperLoss)),
            Evaluate = evaluate,
        };

    /// <summary>What the first network sees of an image: its middle, or all of it, at the network's size.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="options">Field of view and size; <see langword="null"/> for the defaults.</param>
    public static GridMapping LocateRegion(int height, int width, CasnOptions? options = null)
    {
        options ??= new();
        options.Validate();
        PixelBox box = PixelBox.Centered(height, width, options.FieldOfView ?? height, options.FieldOfView ?? width);
        return GridMapping.Region(height, width, box, options.LocateSize ?? box.Height, options.LocateSize ?? box.Width);
    }

    /// <summary>
    /// What the second network sees of an image: the rectangle around the ventricle with its margin, at the network's size.
    /// </summary>
    /// <param name="ventricle">The smallest rectangle around the ventricle, for example by <see cref="PixelBox.FromMask"/>.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="options">Margins and size; <see langword="null"/> for the defaults.</param>
    public static GridMapping SegmentRegion(PixelBox ventricle, int height, int width, CasnOptions? options = null)
    {
        options ??= new();
        options.Validate();
        int relative = (int)Math.Ceiling(Math.Max(ventricle.Height, ventricle.Width) * options.RelativeMargin);
        PixelBox box = ventricle.Grow(options.Margin + relative);
        box = options.SquareRegion ? box.Square() : box.ClipTo(height, width) ?? box;
        return GridMapping.Region(height, width, box, options.RegionSize, options.RegionSize);
    }

    /// <summary>
    /// Shows a region of an image to a network as <see cref="Segment(DeepSupervisedUNet, DeepSupervisedUNet, Tensor, CasnOptions?)"/> does:
    /// for training.
    /// </summary>
    /// <param name="region">By <see cref="LocateRegion"/> or <see cref="SegmentRegion"/>.</param>
    /// <param name="image">[height, width] of the image.</param>
    /// <param name="network">Receives [height, width] of the network's input.</param>
    public static void ToNetwork(GridMapping region, ReadOnlySpan<float> image, Span<float> network)
    {
        ArgumentNullException.ThrowIfNull(region);
        // Bilinear sampling skips pixels when it shrinks much; the mean over the new pixel does not.
        bool shrinks = (long)region.Box.Height * region.Box.Width > (long)region.Height * region.Width;
        region.ImageToNetwork(image, network, shrinks ? Resampling.Area : Resampling.Bilinear);
    }

    /// <summary>Finds and segments the left ventricle.</summary>
    /// <param name="locate">The first network.</param>
    /// <param name="segment">The second network.</param>
    /// <param name="images">[N, channels, H, W]; see <see cref="CasnOptions.FieldOfView"/> for what the first network sees of them.</param>
    /// <param name="options">Sizes, margin, one heart or many; <see langword="null"/> for the defaults.</param>
    /// <returns>Masks and rectangles. A heart in which the first network finds nothing has neither; without
    /// <see cref="CasnOptions.OneHeart"/> each image is one.</returns>
    /// <exception cref="ArgumentException">The images are not [N, channels, H, W], or an option is outside its range.</exception>
    public static CasnResult Segment(DeepSupervisedUNet locate, DeepSupervisedUNet segment, Tensor images, CasnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return Segment(locate, [segment], images, options);
    }

    /// <summary>Finds the left ventricle and segments it by several second networks, of whose probabilities the mean counts.</summary>
    /// <param name="locate">The first network.</param>
    /// <param name="segment">The second networks, one or more, trained alike but for their seeds.</param>
    /// <param name="images">[N, channels, H, W]; see <see cref="CasnOptions.FieldOfView"/> for what the first network sees of them.</param>
    /// <param name="options">Sizes, margin, one heart or many; <see langword="null"/> for the defaults.</param>
    /// <returns>Masks and rectangles. A heart in which the first network finds nothing has neither; without
    /// <see cref="CasnOptions.OneHeart"/> each image is one.</returns>
    /// <exception cref="ArgumentException">The images are not [N, channels, H, W], there is no second network, or an option is outside its
    /// range.</exception>
    public static CasnResult Segment(
        DeepSupervisedUNet locate, IReadOnlyList<DeepSupervisedUNet> segment, Tensor images, CasnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(locate);
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new();
        options.Validate();
        if (segment.Count == 0)
            throw new ArgumentException("There is no second network; give one or more.", nameof(segment));
        if (segment.Prepend(locate).Any(network => network.Options.Classes == 1))
            throw new ArgumentException(
                "A network has 1 class; give networks of Casn.CreateNetwork, with background and ventricle, or background, wall and " +
                "blood.");
        if (segment.Any(network => network.Options.Classes != segment[0].Options.Classes))
            throw new ArgumentException("Some of the second networks have a class for blood and some have none.", nameof(segment));
        if (images.dim() != 4 || images.shape[0] == 0)
            throw new ArgumentException(
                $"The images are [{string.Join(", ", images.shape)}]; expected [N, channels, H, W] with at least one image.",
                nameof(images));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        return new CasnCascade(locate, segment, images, options).Run();
    }
}
