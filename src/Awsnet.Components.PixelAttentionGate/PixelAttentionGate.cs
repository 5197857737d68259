using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Awsnet.Components;

/// <summary>
/// The pixel-wise attention gate: it weighs each pixel of a skip connection by what the decoder already knows.
/// <code>
/// α = σ(BN(conv₁ₓ₁(ReLU(BN(conv₁ₓ₁(gate)) + BN(conv₁ₓ₁(skip))))))     (Eq. 10)
/// û = α · skip                                                        (Eq. 11)
/// </code>
/// </summary>
/// <remarks>
/// Called with the skip first: <c>gate.call(skip, decoderFeature)</c>. Shapes: skip [N, Cs, H, W], decoder feature
/// [N, Cg, h, w], result [N, Cs, H, W] in the skip's data type (one axis more in 3-D). A decoder feature of
/// another size is projected first and its projection resampled to the skip; the skip is never resampled.
/// The paper's Eq. 11 names the gated feature <c>u</c>; its Fig. 2 gates the encoder's skip, and so does this.
/// </remarks>
public sealed class PixelAttentionGate : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly PixelAttentionGateOptions options;
    private readonly Convolution gateProjection;
    private readonly nn.Module<Tensor, Tensor> gateNormalization;
    private readonly Convolution skipProjection;
    private readonly nn.Module<Tensor, Tensor> skipNormalization;
    private readonly Convolution attentionProjection;
    private readonly nn.Module<Tensor, Tensor> attentionNormalization;

    /// <summary>Builds the paper's gate for two-dimensional features.</summary>
    /// <param name="skipChannels">Channels Cs of the encoder's skip connection, 1 or more.</param>
    /// <param name="gateChannels">Channels Cg of the decoder feature, 1 or more.</param>
    /// <exception cref="ArgumentException">A channel count below 1.</exception>
    public PixelAttentionGate(long skipChannels, long gateChannels)
        : this(new PixelAttentionGateOptions { SkipChannels = skipChannels, GateChannels = gateChannels })
    {
    }

    /// <summary>Builds the gate with TorchSharp's default initialization, drawn from torch's generator.</summary>
    /// <param name="options">Channels and choices.</param>
    /// <exception cref="ArgumentException">A channel count below 1, a number of spatial axes other than 2 and 3, or an unsupported number
    /// type.</exception>
    public PixelAttentionGate(PixelAttentionGateOptions options) : base(nameof(PixelAttentionGate))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
        long intermediate = options.ResolvedIntermediateChannels, attention = options.ResolvedAttentionChannels;
        gateProjection = Projection(options.GateChannels, intermediate);
        gateNormalization = Normalization(intermediate);
        skipProjection = Projection(options.SkipChannels, intermediate);
        skipNormalization = Normalization(intermediate);
        attentionProjection = Projection(intermediate, attention);
        attentionNormalization = Normalization(attention);
        RegisterComponents();
    }

    /// <summary>The options this gate was built with.</summary>
    /// <value>Never changes.</value>
    public PixelAttentionGateOptions Options => options;

    /// <summary>Weighs the skip (Eq. 11).</summary>
    /// <param name="skip">Encoder feature, [N, <see cref="PixelAttentionGateOptions.SkipChannels"/>, H, W].</param>
    /// <param name="gate">Decoder feature, [N, <see cref="PixelAttentionGateOptions.GateChannels"/>, h, w].</param>
    /// <returns>The weighed skip, with the skip's shape and data type.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes, wrong channels, batch sizes that differ, or a skip of whole
    /// numbers.</exception>
    public override Tensor forward(Tensor skip, Tensor gate)
    {
        using var scope = NewDisposeScope();
        return (AttentionMap(skip, gate) * skip).MoveToOuterDisposeScope();
    }

    /// <summary>Weighs the skip and also gives the weights, for pictures.</summary>
    /// <inheritdoc cref="forward" path="/param"/>
    /// <returns>The weighed skip and the attention map, both attached to the autograd graph.</returns>
    /// <exception cref="ArgumentException">A wrong number of axes, wrong channels, batch sizes that differ, or a skip of whole
    /// numbers.</exception>
    public GatedSkip Attend(Tensor skip, Tensor gate)
    {
        using var scope = NewDisposeScope();
        Tensor attention = AttentionMap(skip, gate);
        Tensor gated = attention * skip;
        return new GatedSkip(gated.MoveToOuterDisposeScope(), attention.MoveToOuterDisposeScope());
    }

    /// <summary>The same gate for inference: each batch normalization fused into the convolution before it.</summary>
    /// <returns>A new gate in evaluation mode, without normalization, of this gate's present weights and statistics, kept in the
    /// compute type and without gradients: for inference alone.</returns>
    /// <exception cref="NotSupportedException">This gate has another normalization than <see cref="GateNormalization.Batch"/>.</exception>
    public PixelAttentionGate FuseNormalization()
    {
        var fused = new PixelAttentionGate(options with { Normalization = GateNormalization.None });
        fused.to(gateProjection.weight!.device, gateProjection.weight!.dtype);
        BatchNormFusion.Fuse(gateProjection, gateNormalization, fused.gateProjection);
        BatchNormFusion.Fuse(skipProjection, skipNormalization, fused.skipProjection);
        BatchNormFusion.Fuse(attentionProjection, attentionNormalization, fused.attentionProjection);
        foreach (Convolution projection in (Convolution[])[fused.gateProjection, fused.skipProjection, fused.attentionProjection])
            BatchNormFusion.Settle(projection, options.ComputeType, channelsLast: false);
        fused.eval();
        return fused;
    }

    /// <summary>α of Eq. 10 at the skip's size and in its data type.</summary>
    private Tensor AttentionMap(Tensor skip, Tensor gate)
    {
        CheckShapes(skip, gate);
        Tensor wanted = Normalize(gateNormalization, gateProjection.Convolve(gate, options.ComputeType));
        Tensor offered = Normalize(skipNormalization, skipProjection.Convolve(skip, options.ComputeType));
        // In place: no backward pass asks for the sum or for what a normalization or a convolution gave.
        Tensor agreement = F.relu(offered.add_(Resample(wanted, offered.shape[2..])), inplace: true);
        Tensor attention = Normalize(attentionNormalization, attentionProjection.Convolve(agreement, options.ComputeType));
        return attention.sigmoid().to(skip.dtype);
    }

    private Tensor Resample(Tensor projected, long[] size)
    {
        if (projected.shape.AsSpan(2).SequenceEqual(size))
            return projected;
        if (options.Resampling == GateResampling.Nearest)
            return F.interpolate(projected, size, mode: InterpolationMode.Nearest);
        InterpolationMode linear = options.SpatialDimensions == 2 ? InterpolationMode.Bilinear : InterpolationMode.Trilinear;
        return F.interpolate(projected, size, mode: linear, align_corners: true);
    }

    /// <summary>Only batch normalization takes a narrow input with wide statistics; the others get the wide input.</summary>
    private Tensor Normalize(nn.Module<Tensor, Tensor> normalization, Tensor projected) =>
        options.Normalization == GateNormalization.Instance && options.ComputeType is not null
            ? normalization.call(projected.to(ScalarType.Float32))
            : normalization.call(projected);

    private Convolution Projection(long from, long to) =>
        options.SpatialDimensions == 2 ? nn.Conv2d(from, to, kernel_size: 1L) : nn.Conv3d(from, to, kernel_size: 1L);

    private nn.Module<Tensor, Tensor> Normalization(long channels) => (options.Normalization, options.SpatialDimensions) switch
    {
        (GateNormalization.Batch, 2) => nn.BatchNorm2d(channels),
        (GateNormalization.Batch, _) => nn.BatchNorm3d(channels),
        (GateNormalization.Instance, 2) => nn.InstanceNorm2d(channels, affine: true),
        (GateNormalization.Instance, _) => nn.InstanceNorm3d(channels, affine: true),
        (GateNormalization.None, _) => nn.Identity(),
        _ => throw new ArgumentException($"Normalization is {options.Normalization}; give Batch, Instance or None."),
    };

    private void CheckShapes(Tensor skip, Tensor gate)
    {
        int axes = options.SpatialDimensions + 2;
        bool fits = skip.Dimensions == axes && gate.Dimensions == axes && skip.shape[0] == gate.shape[0]
            && skip.shape[1] == options.SkipChannels && gate.shape[1] == options.GateChannels;
        if (!fits)
            throw new ArgumentException(
                $"Skip is [{string.Join(", ", skip.shape)}] and gate is [{string.Join(", ", gate.shape)}]; expected {axes} axes each, " +
                $"one batch size, {options.SkipChannels} skip channels and {options.GateChannels} gate channels. The skip comes first: " +
                    "call(skip, gate).");
        // Weights from 0 to 1 would all be 0 in the skip's type.
        if (!skip.is_floating_point())
            throw new ArgumentException($"Skip is {skip.dtype}; give a feature of a floating type.");
    }
}
