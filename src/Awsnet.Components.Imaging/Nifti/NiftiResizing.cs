using System.Globalization;

namespace Awsnet.Components;

/// <summary>A change of the voxels' size. Each axis keeps its length in mm, so that the image stays in its place in the world.</summary>
internal sealed class NiftiResizing : IVoxelChange
{
    private readonly NiftiHeader original;

    internal NiftiResizing(NiftiHeader original, ReadOnlySpan<double> spacing)
    {
        this.original = original;
        Header = Resized(spacing);
    }

    private delegate void PlaneResize<T>(
        ReadOnlySpan<T> source, int height, int width, Span<T> target, int targetHeight, int targetWidth) where T : unmanaged;

    /// <inheritdoc/>
    public NiftiHeader Header { get; }

    /// <summary>True when nothing changes.</summary>
    public bool IsIdentity => ReferenceEquals(Header, original);

    /// <summary>The voxel that each new voxel's center lies in.</summary>
    public T[] Apply<T>(ReadOnlySpan<T> voxels) where T : unmanaged => Resized<T>(voxels, Resize.Labels);

    /// <summary>Mixed values.</summary>
    internal float[] Mix(ReadOnlySpan<float> values, Resampling resampling) => Resized(
        values, (source, height, width, target, targetHeight, targetWidth) =>
            Resize.Image(source, height, width, target, targetHeight, targetWidth, resampling));

    /// <summary>Planes of x and y, and along z, where a plane is a row; first what makes fewer voxels.</summary>
    private T[] Resized<T>(ReadOnlySpan<T> voxels, PlaneResize<T> resize) where T : unmanaged
    {
        int depth = original.Length(2), newDepth = Header.Length(2);
        return newDepth == depth ? Planes(voxels, resize)
            : newDepth < depth ? Planes<T>(Stacks(voxels, depth, newDepth, resize), resize)
            : Stacks<T>(Planes(voxels, resize), depth, newDepth, resize);
    }

    private T[] Planes<T>(ReadOnlySpan<T> voxels, PlaneResize<T> resize) where T : unmanaged
    {
        (int width, int height, int newWidth, int newHeight) = (original.Length(0), original.Length(1), Header.Length(0), Header.Length(1));
        int plane = width * height, newPlane = newWidth * newHeight, count = voxels.Length / plane;
        var resized = new T[newPlane * count];
        for (int z = 0; z < count; z++)
            resize(voxels.Slice(z * plane, plane), height, width, resized.AsSpan(z * newPlane, newPlane), newHeight, newWidth);
        return resized;
    }

    private T[] Stacks<T>(ReadOnlySpan<T> voxels, int depth, int newDepth, PlaneResize<T> resize) where T : unmanaged
    {
        int count = (int)(original.VoxelCount / original.Length(0) / original.Length(1) / depth);
        int stack = voxels.Length / count, row = stack / depth, newStack = newDepth * row;
        var resized = new T[newStack * count];
        for (int t = 0; t < count; t++)
            resize(voxels.Slice(t * stack, stack), depth, row, resized.AsSpan(t * newStack, newStack), newDepth, row);
        return resized;
    }

    private NiftiHeader Resized(ReadOnlySpan<double> spacing)
    {
        string asked = string.Join(", ", spacing.ToArray().Select(step => step.ToString(CultureInfo.InvariantCulture)));
        if (spacing.Length < 1 || spacing.Length > Math.Min(3, original.Shape.Length))
            throw new ArgumentException(
                $"Spacing is [{asked}]; give 1 to {Math.Min(3, original.Shape.Length)} numbers, for the first axes.", nameof(spacing));
        double[] lengths = [.. original.Shape], steps = [.. original.Spacing];
        double[,] change = NiftiAffine.Identity(); // from new indices to old ones
        for (int axis = 0; axis < spacing.Length; axis++)
        {
            if (!(spacing[axis] > 0 && double.IsFinite(spacing[axis])))
                throw new ArgumentException($"Spacing is [{asked}]; steps must be positive and finite, in mm.", nameof(spacing));
            lengths[axis] = Math.Max(1, Math.Round(lengths[axis] * steps[axis] / spacing[axis]));
            double step = original.Shape[axis] / lengths[axis];
            steps[axis] *= step;
            // The first voxel's corner stays, so its center moves.
            (change[axis, axis], change[axis, 3]) = (step, (step - 1) / 2);
        }

        if (lengths.Aggregate((count, length) => count * length) > Array.MaxLength)
            throw new ArgumentException(
                $"Spacing is [{asked}], which gives more voxels than an array holds; give larger steps.", nameof(spacing));
        int[] shape = [.. lengths.Select(length => (int)length)];
        if (original.Shape.SequenceEqual(shape))
            return original;
        if (NiftiAffine.IsSingular(original.Affine))
            throw new InvalidOperationException("The image's affine is singular: its voxels have no place that they could keep.");
        NiftiHeader header = (original with
        {
            Shape = [.. shape],
            SliceCode = 0,
            SliceStart = 0,
            SliceEnd = 0,
            Version = shape.Max() > short.MaxValue ? 2 : original.Version,
        }).Placed(change);
        // The spacing that was divided, where an affine has another one.
        return header with
        {
            PixelDimensions = [header.PixelDimensions[0], .. steps.Take(3), .. header.PixelDimensions.Skip(1 + Math.Min(3, steps.Length))],
        };
    }
}
