using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>The fields that name axes by number, brought along when axes change places.</summary>
internal static class NiftiSliceTiming
{
    /// <param name="header">The header to change.</param>
    /// <param name="original">The header in the old order.</param>
    /// <param name="axes">For each new axis the old one and whether it runs the other way.</param>
    public static NiftiHeader Reorder(NiftiHeader header, NiftiHeader original, ImmutableArray<(int Axis, bool IsFlipped)> axes)
    {
        // Two bits each for the frequency, phase and slice axis: 1 to 3, or 0 for unknown.
        int Moved(int number) => number == 0 ? 0 : 1 + axes.IndexOf(axes.First(axis => axis.Axis == number - 1));
        int info = original.DimensionInfo;
        int slice = info >> 4 & 3;
        header = header with { DimensionInfo = info & ~0x3F | Moved(info & 3) | Moved(info >> 2 & 3) << 2 | Moved(slice) << 4 };
        bool runsBack = slice != 0 && axes.Any(axis => axis.Axis == slice - 1 && axis.IsFlipped);
        if (!runsBack || original.SliceCode is < 1 or > 6) return header;
        long last = (slice <= original.Shape.Length ? original.Shape[slice - 1] : 1) - 1;
        return header with
        {
            // 1 and 2, 3 and 4, 5 and 6 are the same order upwards and downwards.
            SliceCode = (original.SliceCode - 1 ^ 1) + 1,
            SliceStart = last - original.SliceEnd,
            SliceEnd = last - original.SliceStart,
        };
    }
}
