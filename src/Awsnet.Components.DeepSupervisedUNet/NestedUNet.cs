using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// U-Net++: every skip connection is a row of blocks. With X[i, 0] the encoder at level i,
/// X[i, j] = block(X[i, 0], …, X[i, j−1], up(X[i+1, j−1])), up being bilinear, or trilinear in 3-D, with aligned corners.
/// </summary>
/// <remarks>
/// The heads sit where a <see cref="DeepSupervisedUNet"/> of the same depth has them: on the last block of each level,
/// deepest first, so that both take the same loss, weight controller and trainer. (The original puts its heads on the
/// blocks of the top level; the paper's code does not, and neither does this.)
/// </remarks>
public sealed class NestedUNet : SupervisedNetwork
{
    private readonly NestedUNetOptions options;
    private readonly ModuleList<ModuleList<ConvolutionBlock>> nodes = [];
    private readonly ModuleList<Convolution> heads = [];

    /// <summary>Builds the network with TorchSharp's default initialization, drawn from torch's generator.</summary>
    /// <param name="options">Shape and choices.</param>
    /// <exception cref="ArgumentException">An option outside its range; the message names it.</exception>
    public NestedUNet(NestedUNetOptions options) : base(nameof(NestedUNet), options)
    {
        this.options = options;
        IReadOnlyList<int> widths = options.Widths;
        for (int level = 0; level <= options.Depth; level++)
        {
            ModuleList<ConvolutionBlock> row = [];
            row.Add(new ConvolutionBlock(level, level == 0 ? options.InputChannels : widths[level - 1], options));
            for (int column = 1; column <= options.Depth - level; column++)
                row.Add(new ConvolutionBlock(level, column * widths[level] + widths[level + 1], options));
            nodes.Add(row);
        }
        for (int level = Heads - 1; level >= 0; level--)
            heads.Add(SpatialLayers.Projection(widths[level], options.Classes, options.SpatialDimensions));
        RegisterComponents();
    }

    /// <summary>The options this network was built with.</summary>
    /// <value>Never changes.</value>
    public NestedUNetOptions Options => options;

    /// <summary>The same network for inference: each batch normalization fused into the convolution before it.</summary>
    /// <returns>A new network in evaluation mode, without normalization, of this network's present weights and statistics. It
    /// keeps them in the compute type and the layout it computes in and takes no gradients: it is for inference alone.</returns>
    /// <exception cref="NotSupportedException">This network has another normalization than
    /// <see cref="UNetNormalization.Batch"/>.</exception>
    public NestedUNet FuseNormalization()
    {
        var fused = new NestedUNet(options with { Normalization = UNetNormalization.None });
        fused.to(heads[0].weight!.device, heads[0].weight!.dtype);
        for (int level = 0; level < nodes.Count; level++)
        {
            for (int column = 0; column < nodes[level].Count; column++)
                nodes[level][column].FuseInto(fused.nodes[level][column]);
        }
        for (int head = 0; head < Heads; head++)
            BatchNormFusion.Copy(heads[head], fused.heads[head]);
        fused.eval();
        return fused;
    }

    private protected override void Decode(Tensor input, Action<int, Convolution, Tensor> supervise)
    {
        int depth = options.Depth;
        var rows = new List<Tensor>[depth + 1];
        // One diagonal a round: the encoder's next level, then every block that it lets be computed.
        for (int deepest = 0; deepest <= depth; deepest++)
        {
            rows[deepest] = [deepest == 0
                ? nodes[0][0].call(input)
                : nodes[deepest][0].Pooled(rows[deepest - 1][0], options.PoolingAt(deepest - 1))];
            for (int level = deepest - 1; level >= 0; level--)
                rows[level].Add(JoinRow(nodes[level][deepest - level], rows[level], rows[level + 1][^1]));
        }
        for (int head = 0; head < Heads; head++)
            supervise(head, heads[head], rows[Heads - 1 - head][^1]);
    }

    private static Tensor JoinRow(ConvolutionBlock block, List<Tensor> row, Tensor below)
    {
        using var scope = NewDisposeScope();
        Tensor up = SpatialLayers.Resize(below, row[0].shape[2..]);
        return block.Joined([.. row, up]).MoveToOuterDisposeScope();
    }
}
