using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// A U-Net with supervision heads on its decoder levels and, if wished, a gate on each skip connection: ASAN's network
/// with <c>PixelAttentionGate</c>s, a vanilla U-Net with one head and no gates.
/// </summary>
/// <remarks>
/// Per level (convolution, normalization, ReLU) twice; down by max-pooling; up by nearest pixel and convolution or by
/// transposed convolution; gated skip and decoder feature joined in this order. Heads are projected before they are
/// up-sampled and listed deepest first. See <see cref="SupervisedNetwork"/> for sizes.
/// </remarks>
public sealed class DeepSupervisedUNet : SupervisedNetwork
{
    private readonly DeepSupervisedUNetOptions options;
    private readonly ModuleList<ConvolutionBlock> encoder = [];
    private readonly ModuleList<UpBlock> up = [];
    private readonly ModuleList<nn.Module<Tensor, Tensor, Tensor>> gates = [];
    private readonly ModuleList<ConvolutionBlock> decoder = [];
    private readonly ModuleList<Convolution> heads = [];

    /// <summary>Builds the network with TorchSharp's default initialization, drawn from torch's generator.</summary>
    /// <param name="options">Shape and choices.</param>
    /// <exception cref="ArgumentException">An option outside its range; the message names it.</exception>
    public DeepSupervisedUNet(DeepSupervisedUNetOptions options) : base(nameof(DeepSupervisedUNet), options)
    {
        this.options = options;
        IReadOnlyList<int> widths = options.Widths;
        int depth = options.Depth;
        for (int level = 0; level <= depth; level++)
            encoder.Add(new ConvolutionBlock(level, level == 0 ? options.InputChannels : widths[level - 1], options));
        for (int level = depth - 1; level >= 0; level--)
        {
            up.Add(new UpBlock(level, options));
            if (options.SkipGate is { } gate)
                gates.Add(gate(new SkipConnection(level, widths[level], widths[level], options.ComputeType, options.SpatialDimensions))
                    ?? throw new ArgumentException($"SkipGate made no gate for level {level}; return a module, or leave SkipGate null."));
            decoder.Add(new ConvolutionBlock(level, 2 * widths[level], options));
            if (level < Heads)
                heads.Add(SpatialLayers.Projection(widths[level], options.Classes, options.SpatialDimensions));
        }
        RegisterComponents();
    }

    /// <summary>The options this network was built with.</summary>
    /// <value>Never changes.</value>
    public DeepSupervisedUNetOptions Options => options;

    /// <summary>The same network for inference: each batch normalization fused into the convolution before it.</summary>
    /// <param name="fuseGate">Makes the gate for the new network from one of this network's gates, for example
    /// <c>gate => ((PixelAttentionGate)gate).FuseNormalization()</c>; not needed without gates.</param>
    /// <returns>A new network in evaluation mode, without normalization, of this network's present weights and statistics. It
    /// keeps them in the compute type and the layout it computes in and takes no gradients: it is for inference alone.</returns>
    /// <exception cref="ArgumentException">This network has gates and <paramref name="fuseGate"/> is missing.</exception>
    /// <exception cref="NotSupportedException">This network has another normalization than
    /// <see cref="UNetNormalization.Batch"/>.</exception>
    public DeepSupervisedUNet FuseNormalization(Func<nn.Module<Tensor, Tensor, Tensor>, nn.Module<Tensor, Tensor, Tensor>>? fuseGate = null)
    {
        if (gates.Count > 0 && fuseGate is null)
            throw new ArgumentException(
                "The network has gates; say how to fuse one, for example gate => ((PixelAttentionGate)gate).FuseNormalization().",
                nameof(fuseGate));
        var fused = new DeepSupervisedUNet(options with
        {
            Normalization = UNetNormalization.None,
            IsFolded = true,
            SkipGate = gates.Count == 0 ? null : skip => fuseGate!(gates[options.Depth - 1 - skip.Level]),
        });
        // Not the gates: each was fused with device and data type of its own.
        foreach (nn.Module part in (nn.Module[])[fused.encoder, fused.up, fused.decoder, fused.heads])
            part.to(heads[0].weight!.device, heads[0].weight!.dtype);
        // The network's own record of its device; else it would stay where it is when moved to the CPU.
        fused.to(heads[0].weight!.device);
        for (int level = 0; level < encoder.Count; level++)
            encoder[level].FuseInto(fused.encoder[level]);
        for (int step = 0; step < decoder.Count; step++)
        {
            up[step].FuseInto(fused.up[step]);
            decoder[step].FuseInto(fused.decoder[step]);
        }
        for (int head = 0; head < Heads; head++)
            BatchNormFusion.Copy(heads[head], fused.heads[head]);
        fused.eval();
        return fused;
    }

    private protected override void Decode(Tensor input, Action<int, Convolution, Tensor> supervise)
    {
        int depth = options.Depth;
        var skips = new Tensor[depth];
        for (int level = 0; level < depth; level++)
            skips[level] = level == 0 ? encoder[0].call(input) : encoder[level].Pooled(skips[level - 1], options.PoolingAt(level - 1));
        Tensor feature = encoder[depth].Pooled(skips[depth - 1], options.PoolingAt(depth - 1));
        for (int step = 0; step < depth; step++)
        {
            int level = depth - 1 - step;
            feature = JoinAndDecode(step, skips[level], feature);
            if (level < Heads)
                supervise(Heads - 1 - level, heads[Heads - 1 - level], feature);
        }
    }

    private Tensor JoinAndDecode(int step, Tensor skip, Tensor deeper)
    {
        using var scope = NewDisposeScope();
        Tensor feature = up[step].call(deeper);
        Tensor weighed = gates.Count == 0 ? skip : gates[step].call(skip, feature);
        if (!weighed.shape.AsSpan().SequenceEqual(skip.shape))
            throw new InvalidOperationException(
                $"The gate of level {options.Depth - 1 - step} returned [{string.Join(", ", weighed.shape)}] for a skip of " +
                $"[{string.Join(", ", skip.shape)}]; return the weighed skip, of the skip's shape.");
        return decoder[step].Joined(weighed, feature).MoveToOuterDisposeScope();
    }
}
