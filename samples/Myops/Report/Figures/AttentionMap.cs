using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>A gate's weights α of one slice.</summary>
/// <param name="Values">[Height, Width], in (0, 1).</param>
internal sealed record AttentionMap(int Height, int Width, float[] Values)
{
    /// <summary>A map of a network that sees polar coordinates as it lies in the square, 0 in the corners.</summary>
    public AttentionMap ToSquare(PolarGrid polar, int side)
    {
        using var scope = NewDisposeScope();
        return new AttentionMap(side, side, [.. polar.ToSquare(tensor(Values, [1, 1, Height, Width])).contiguous().data<float>()]);
    }
}
