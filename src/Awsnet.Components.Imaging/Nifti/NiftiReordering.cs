using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// A change of the voxel axes' order and direction, without interpolation, and the way back. Voxels keep their places in the
/// world: the header's affines change along.
/// </summary>
public sealed class NiftiReordering : IVoxelChange
{
    private readonly NiftiHeader original;

    /// <summary>For each new axis the old one that it was, and whether it runs the other way.</summary>
    private readonly ImmutableArray<(int Axis, bool IsFlipped)> axes;

    internal NiftiReordering(NiftiHeader original, string codes)
    {
        this.original = original;
        ImmutableArray<(int World, int Sign)> wanted = NiftiOrientation.Parse(codes);
        string present = NiftiOrientation.CodesOf(original.Affine);
        if (present.Contains('?')
            || NiftiAffine.IsSingular(original.Affine)) throw new InvalidOperationException(
            "The image's affine is singular: its axes have no directions to be ordered by.");
        ImmutableArray<(int World, int Sign)> given = NiftiOrientation.Parse(present);
        axes = [.. wanted.Select(want =>
        {
            int axis = given.IndexOf(given.First(have => have.World == want.World));
            return (axis, given[axis].Sign != want.Sign);
        })];
        Header = Reordered();
    }

    /// <summary>The header in the new order.</summary>
    public NiftiHeader Header { get; }

    /// <summary>True when nothing changes.</summary>
    public bool IsIdentity => axes.Select((axis, i) => axis.Axis == i && !axis.IsFlipped).All(same => same);

    /// <summary>Brings an array of the original's shape into the new order.</summary>
    /// <typeparam name="T">Anything: voxels, labels, probabilities.</typeparam>
    /// <param name="voxels">One element a voxel, first axis fastest.</param>
    /// <returns>A new array, in the order of <see cref="Header"/>.</returns>
    /// <exception cref="ArgumentException">The array does not have one element a voxel.</exception>
    public T[] Apply<T>(ReadOnlySpan<T> voxels) => Move(voxels, isBack: false);

    T[] IVoxelChange.Apply<T>(ReadOnlySpan<T> voxels) => Apply(voxels);

    /// <summary>Brings an array of the new order back into the original's: the exact inverse of <see cref="Apply"/>.</summary>
    /// <typeparam name="T">Anything: voxels, labels, probabilities.</typeparam>
    /// <param name="voxels">One element a voxel, first axis fastest.</param>
    /// <returns>A new array, in the original's order.</returns>
    /// <exception cref="ArgumentException">The array does not have one element a voxel.</exception>
    public T[] Undo<T>(ReadOnlySpan<T> voxels) => Move(voxels, isBack: true);

    /// <summary>Walks through the new order; the step to the next voxel of the old order is one number per axis.</summary>
    private T[] Move<T>(ReadOnlySpan<T> voxels, bool isBack)
    {
        if (voxels.Length != original.VoxelCount)
            throw new ArgumentException(
                $"The array holds {voxels.Length} elements; the image has {original.VoxelCount} voxels.", nameof(voxels));
        int[] old = [original.Length(0), original.Length(1), original.Length(2)];
        int[] oldStep = [1, old[0], old[0] * old[1]];
        int[] length = [.. axes.Select(axis => old[axis.Axis])];
        int[] step = [.. axes.Select(axis => axis.IsFlipped ? -oldStep[axis.Axis] : oldStep[axis.Axis])];
        int first = axes.Sum(axis => axis.IsFlipped ? (old[axis.Axis] - 1) * oldStep[axis.Axis] : 0);
        int volume = old[0] * old[1] * old[2];

        T[] moved = GC.AllocateUninitializedArray<T>(voxels.Length);
        int at = 0;
        for (long start = first; start < voxels.Length; start += volume)
        {
            for (int k = 0; k < length[2]; k++)
            {
                for (int j = 0; j < length[1]; j++)
                {
                    int from = (int)start + k * step[2] + j * step[1];
                    for (int i = 0; i < length[0]; i++, at++, from += step[0])
                    {
                        if (isBack) moved[from] = voxels[at];
                        else moved[at] = voxels[from];
                    }
                }
            }
        }
        return moved;
    }

    private NiftiHeader Reordered()
    {
        if (IsIdentity) return original;
        double[,] change = NiftiAffine.Identity(); // from new indices to old ones
        for (int axis = 0; axis < 3; axis++) change[axis, axis] = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            (int old, bool isFlipped) = axes[axis];
            change[old, axis] = isFlipped ? -1 : 1;
            if (isFlipped) change[old, 3] = original.Length(old) - 1;
        }
        int[] shape = [.. axes.Select(axis => original.Length(axis.Axis)), .. original.Shape.Skip(3)];
        // Flips alone keep a flat image flat.
        if (original.Shape.Length < 3 && axes.Select((axis, i) => axis.Axis == i).All(same => same)) shape = shape[..original.Shape.Length];
        // What names axes by number would name the wrong ones: it becomes unknown.
        NiftiHeader header = original with { Shape = [.. shape], DimensionInfo = 0, SliceCode = 0, SliceStart = 0, SliceEnd = 0 };
        return header.Placed(change);
    }
}
