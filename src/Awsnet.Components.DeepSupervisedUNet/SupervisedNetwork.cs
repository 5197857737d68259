using System.Collections.Immutable;
using TorchSharp.Modules;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// A segmentation network with supervision heads on its decoder levels: what <see cref="DeepSupervisedUNet"/> and
/// <see cref="NestedUNet"/> have in common, so that both take the same loss, weight controller and trainer.
/// </summary>
/// <remarks>
/// <para>Input [N, channels, H, W], or [N, channels, D, H, W] in 3-D, of any size. Where an axis is no multiple of the product of its
/// poolings (2^depth, unless <see cref="SupervisedNetworkOptions.Pooling"/> says otherwise), zeros are appended behind, below or to the
/// right up to the next multiple, and the logits are cropped back.</para>
/// <para>A head is a 1x1 convolution to classes, then bilinear (trilinear) up-sampling with aligned corners. In this order, unlike
/// the paper's code, the up-sampling moves classes instead of features: the interpolation weights sum to 1, so the
/// numbers are the same (to about 1e-6 in fp32), for a small part of the time and memory.</para>
/// </remarks>
public abstract class SupervisedNetwork : nn.Module<Tensor, SupervisedLogits>
{
    private readonly SupervisedNetworkOptions shape;
    private readonly long[] multiple;

    private protected SupervisedNetwork(string name, SupervisedNetworkOptions options) : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        shape = options;
        multiple = options.StrideAt(options.Depth);
        Heads = options.ResolvedHeads;
        HeadNames = NamesOf(options);
    }

    /// <summary>How many supervision heads there are, the final one included.</summary>
    /// <value>1 or more.</value>
    public int Heads { get; }

    /// <summary>
    /// The heads' names, deepest first: the names of their losses' weights, so that nobody can reverse the order silently. A head is named
    /// by the stride of the feature that it reads; where axes have different strides, by all of them: (depth,) height, width.
    /// </summary>
    /// <value>"stride 8", "stride 4", "stride 2", "stride 1" for four heads; "stride 1x4x4", "stride 1x2x2", "stride 1" where the first
    /// two poolings are (1, 2, 2).</value>
    public ImmutableArray<string> HeadNames { get; }

    /// <summary>The names of a network's heads, before there is one: see <see cref="HeadNames"/>.</summary>
    /// <param name="options">The network's options.</param>
    public static ImmutableArray<string> NamesOf(SupervisedNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int heads = options.ResolvedHeads;
        return [.. Enumerable.Range(0, heads).Select(head => $"stride {Short(options.StrideAt(heads - 1 - head))}")];

        static string Short(long[] stride) => stride.Distinct().Count() == 1 ? $"{stride[0]}" : string.Join('x', stride);
    }

    /// <summary>The names of the heads of a network that halves its resolution each time: see <see cref="HeadNames"/>.</summary>
    /// <param name="heads">How many heads it has: 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such number of heads.</exception>
    public static ImmutableArray<string> NamesOf(int heads)
    {
        HeadSelection.CheckHeads(heads);
        return [.. Enumerable.Range(0, heads).Select(head => $"stride {1L << (heads - 1 - head)}")];
    }

    /// <summary>All heads while training, the final head alone while evaluating.</summary>
    /// <param name="input">[N, channels, H, W] or [N, channels, D, H, W], of any size.</param>
    /// <returns>The heads' logits at the input's size, deepest first.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels.</exception>
    public sealed override SupervisedLogits forward(Tensor input) =>
        ForwardHeads(input, training ? HeadSelection.All : HeadSelection.FinalOnly);

    /// <summary>The final head alone, training or not.</summary>
    /// <param name="input">[N, channels, H, W] or [N, channels, D, H, W], of any size.</param>
    /// <returns>Logits [N, classes, H, W] or [N, classes, D, H, W].</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels.</exception>
    public Tensor Predict(Tensor input) => ForwardHeads(input, HeadSelection.FinalOnly).Final;

    /// <summary>Forward with auxiliary heads: those that are selected; the others cost nothing.</summary>
    /// <param name="input">[N, channels, H, W] or [N, channels, D, H, W], of any size.</param>
    /// <param name="heads">Which heads, for example <c>HeadSelection.NonZero(weights)</c>.</param>
    /// <returns>The heads' logits at the input's size, deepest first, <see langword="null"/> where not selected.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes or channels, or no head is selected.</exception>
    public SupervisedLogits ForwardHeads(Tensor input, HeadSelection heads)
    {
        CheckInput(input, heads);
        using var scope = NewDisposeScope();
        long[] size = input.shape[2..];
        Tensor padded = PadToMultiple(input);
        var logits = new Tensor?[Heads];
        Decode(shape.ChannelsLast ? padded.ToChannelsLast() : padded, (head, projection, feature) =>
        {
            if (heads.Includes(head, Heads))
                logits[head] = Project(projection, feature, padded.shape[2..], size);
        });
        return new SupervisedLogits(logits).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the network and shows each supervised feature, deepest first, with the projection of its head.</summary>
    private protected abstract void Decode(Tensor input, Action<int, Convolution, Tensor> supervise);

    private Tensor Project(Convolution projection, Tensor feature, long[] padded, long[] size)
    {
        using var scope = NewDisposeScope();
        Tensor logits = projection.Convolve(feature, shape.ComputeType).to(projection.weight!.dtype);
        if (!logits.shape.AsSpan(2).SequenceEqual(padded))
            logits = SpatialLayers.Resize(logits, padded);
        for (int axis = 0; axis < size.Length; axis++)
        {
            if (padded[axis] != size[axis])
                logits = logits.narrow(2 + axis, 0, size[axis]);
        }
        return logits.MoveToOuterDisposeScope();
    }

    private Tensor PadToMultiple(Tensor input)
    {
        long[] missing = [.. multiple.Select((factor, axis) => (factor - input.shape[2 + axis] % factor) % factor)];
        if (missing.All(zeros => zeros == 0))
            return input;
        // Pairs of before and behind, from the last axis on.
        long[] pads = [.. Enumerable.Reverse(missing).SelectMany(zeros => new[] { 0, zeros })];
        return F.pad(input, pads);
    }

    private void CheckInput(Tensor input, HeadSelection heads)
    {
        if (input.Dimensions != 2 + multiple.Length || input.shape[1] != shape.InputChannels || input.NumberOfElements == 0)
            throw new ArgumentException(
                $"Input is [{string.Join(", ", input.shape)}]; expected [N, {shape.InputChannels}, " +
                $"{(multiple.Length == 2 ? "H, W] with at least one pixel" : "D, H, W] with at least one voxel")}.", nameof(input));
        if (heads.Count(Heads) == 0)
            throw new ArgumentException(
                $"No head is selected; select at least one of the {Heads} heads (a head of loss weight 0 is not selected).", nameof(heads));
    }
}
