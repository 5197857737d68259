using System.Collections.Immutable;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// A segmentation network with supervision heads on its decoder levels: what <see cref="DeepSupervisedUNet"/> and
/// <see cref="NestedUNet"/> have in common, so that both take the same loss, weight controller and trainer.
/// </summary>
/// <remarks>
/// <para>Input [N, channels, H, W] of any size. Where H or W is no multiple of 2^depth, zeros are appended below and
/// to the right up to the next multiple, and the logits are cropped back.</para>
/// <para>A head is a 1x1 convolution to classes, then bilinear up-sampling with aligned corners. In this order, unlike
/// the paper's code, the up-sampling moves classes instead of features: the interpolation weights sum to 1, so the
/// numbers are the same (to about 1e-6 in fp32), for a small part of the time and memory.</para>
/// </remarks>
public abstract class SupervisedNetwork : nn.Module<Tensor, SupervisedLogits>
{
    private readonly int inputChannels;
    private readonly bool channelsLast;
    private readonly long multiple;

    private protected SupervisedNetwork(string name, SupervisedNetworkOptions options) : base(name)
    {
        inputChannels = options.InputChannels;
        channelsLast = options.ChannelsLast;
        multiple = 1L << options.Depth;
        Heads = options.ResolvedHeads;
        HeadNames = NamesOf(Heads);
        ComputeType = options.ComputeType;
    }

    /// <summary>How many supervision heads there are, the final one included.</summary>
    /// <value>1 or more.</value>
    public int Heads { get; }

    /// <summary>
    /// The heads' names, deepest first: the names of their losses' weights, so that nobody can reverse the order silently. A head is named
    /// by the stride of the feature that it reads.
    /// </summary>
    /// <value>"stride 8", "stride 4", "stride 2", "stride 1" for four heads.</value>
    public ImmutableArray<string> HeadNames { get; }

    /// <summary>The names of a network's heads, before there is one: see <see cref="HeadNames"/>.</summary>
    /// <param name="heads">How many heads it has: 1 or more.</param>
    public static ImmutableArray<string> NamesOf(int heads) =>
        [.. Enumerable.Range(0, heads).Select(head => $"stride {1L << (heads - 1 - head)}")];

    private protected ScalarType? ComputeType { get; }

    /// <summary>All heads while training, the final head alone while evaluating.</summary>
    /// <param name="input">[N, channels, H, W], any H and W.</param>
    /// <returns>The heads' logits at the input's size, deepest first.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels.</exception>
    public sealed override SupervisedLogits forward(Tensor input) =>
        ForwardHeads(input, training ? HeadSelection.All : HeadSelection.FinalOnly);

    /// <summary>The final head alone, training or not.</summary>
    /// <param name="input">[N, channels, H, W], any H and W.</param>
    /// <returns>Logits [N, classes, H, W].</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels.</exception>
    public Tensor Predict(Tensor input) => ForwardHeads(input, HeadSelection.FinalOnly).Final;

    /// <summary>Forward with auxiliary heads: those that are selected; the others cost nothing.</summary>
    /// <param name="input">[N, channels, H, W], any H and W.</param>
    /// <param name="heads">Which heads, for example <c>HeadSelection.NonZero(weights)</c>.</param>
    /// <returns>The heads' logits at the input's size, deepest first, <see langword="null"/> where not selected.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels, or no head is selected.</exception>
    public SupervisedLogits ForwardHeads(Tensor input, HeadSelection heads)
    {
        CheckInput(input, heads);
        using var scope = NewDisposeScope();
        long height = input.shape[2], width = input.shape[3];
        Tensor padded = PadToMultiple(input, height, width);
        var logits = new Tensor?[Heads];
        Decode(channelsLast ? ToChannelsLast(padded) : padded, (head, projection, feature) =>
        {
            if (heads.Includes(head, Heads))
                logits[head] = Project(projection, feature, padded.shape[2..], height, width);
        });
        return new SupervisedLogits(logits).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the network and shows each supervised feature, deepest first, with the projection of its head.</summary>
    private protected abstract void Decode(Tensor input, Action<int, Convolution, Tensor> supervise);

    private Tensor Project(Convolution projection, Tensor feature, long[] size, long height, long width)
    {
        using var scope = NewDisposeScope();
        Tensor logits = projection.Convolve(feature, ComputeType).to(projection.weight!.dtype);
        if (!logits.shape.AsSpan(2).SequenceEqual(size))
            logits = F.interpolate(logits, size, mode: InterpolationMode.Bilinear, align_corners: true);
        if (size[0] != height || size[1] != width)
            logits = logits.narrow(2, 0, height).narrow(3, 0, width);
        return logits.MoveToOuterDisposeScope();
    }

    private Tensor PadToMultiple(Tensor input, long height, long width)
    {
        long below = (multiple - height % multiple) % multiple, right = (multiple - width % multiple) % multiple;
        return below == 0 && right == 0 ? input : F.pad(input, (0L, right, 0L, below), PaddingModes.Constant, 0);
    }

    /// <summary>Same numbers, channels innermost in memory: what oneDNN and cuDNN run without reordering.</summary>
    private static Tensor ToChannelsLast(Tensor input) => input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private void CheckInput(Tensor input, HeadSelection heads)
    {
        if (input.Dimensions != 4 || input.shape[1] != inputChannels || input.NumberOfElements == 0)
            throw new ArgumentException(
                $"Input is [{string.Join(", ", input.shape)}]; expected [N, {inputChannels}, H, W] with at least one pixel.",
                nameof(input));
        if (heads.Count(Heads) == 0)
            throw new ArgumentException(
                $"No head is selected; select at least one of the {Heads} heads (a head of loss weight 0 is not selected).", nameof(heads));
    }
}
