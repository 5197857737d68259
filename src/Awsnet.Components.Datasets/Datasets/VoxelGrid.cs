using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>Where the voxels of a file lie; arrays are [z, y, x].</summary>
internal sealed class VoxelGrid
{
    private static readonly string[] Axes = ["x", "y", "z"];
    private readonly NiftiImage? nifti;

    private VoxelGrid(int depth, int height, int width, int files, NiftiImage? nifti)
    {
        (Depth, Height, Width, Volumes, this.nifti) = (depth, height, width, files, nifti);
        SpacingMm = [Spacing(2), Spacing(1), Spacing(0)];
    }

    public int Depth { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Channels in the file: the length of a fourth axis, or the colors.</summary>
    public int Volumes { get; }

    public ImmutableArray<double> SpacingMm { get; }

    public string? AxisCodes => nifti?.AxisCodes;

    /// <summary>See <see cref="HeaderSpacing.Error"/>; null for a picture.</summary>
    public string? SpacingError => nifti is null ? null : HeaderSpacing.Error(nifti);

    /// <summary>See <see cref="HeaderSpacing.Warning"/>; null for a picture.</summary>
    public string? SpacingWarning => nifti is null ? null : HeaderSpacing.Warning(nifti.Header, isHeart: false);

    public long Voxels => (long)Depth * Height * Width;

    public static VoxelGrid Of(RasterImage image, bool color) => new(1, image.Height, image.Width, color ? 3 : 1, null);

    public static VoxelGrid Of(NiftiImage image, string path)
    {
        int Length(int axis) => axis < image.Shape.Length ? image.Shape[axis] : 1;
        if (image.Shape.Skip(4).Any(length => length > 1))
            throw new InvalidDataSetException(
                path, $"has {image.Shape.Length} axes ({string.Join(" x ", image.Shape)}); expected x, y, z and at most one more for "
                    + "channels. Split it.");
        return new VoxelGrid(Length(2), Length(1), Length(0), Length(3), image);
    }

    /// <summary>What is different about another file's grid, axis by axis; nothing where they fit.</summary>
    public IEnumerable<string> Differences(VoxelGrid other, string otherName, double toleranceMm)
    {
        (int, int)[] lengths = [(Width, other.Width), (Height, other.Height), (Depth, other.Depth)];
        string[] found =
        [
            .. lengths.Select((pair, axis) => pair.Item1 == pair.Item2 ? null
                : $"has {pair.Item1} {Unit} along {Axes[axis]} where {otherName} has {pair.Item2}").OfType<string>(),
        ];
        bool hasPlace = nifti is not null && other.nifti is not null && SpacingError is null && other.SpacingError is null;
        if (found.Length > 0 || !hasPlace || double.IsPositiveInfinity(toleranceMm))
            return found.Select(text => text + "; the files of a case must fit, voxel on voxel.");
        found =
        [
            .. Enumerable.Range(0, 3).Where(axis => lengths[axis].Item1 > 1
                && Math.Abs(Spacing(axis) - other.Spacing(axis)) * (lengths[axis].Item1 - 1) > toleranceMm)
                .Select(axis => string.Create(CultureInfo.InvariantCulture,
                    $"has a spacing of {Spacing(axis):0.####} mm along {Axes[axis]} where {otherName} has {other.Spacing(axis):0.####}")),
        ];
        if (found.Length == 0 && nifti!.GridDifferenceTo(other.nifti!, toleranceMm) is { } difference)
            found = [$"lies elsewhere than {otherName}, {difference}: origin or directions differ"];
        return found.Select(text => text + "; resample the one to the other, or set ToleranceMm if the headers do not matter.");
    }

    /// <summary>The place of a voxel in words.</summary>
    public string Place(int index)
    {
        int x = index % Width, y = index / Width % Height, z = index / Width / Height;
        return nifti is null ? $"x {x}, y {y}" : $"x {x}, y {y}, z {z}";
    }

    public override string ToString() => Depth == 1 ? $"{Width} x {Height}" : $"{Width} x {Height} x {Depth}";

    private string Unit => nifti is null ? "pixels" : "voxels";

    private double Spacing(int axis) => nifti is null || axis >= nifti.Spacing.Length ? 1 : nifti.Spacing[axis];
}
