using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A case in memory: its channels and its label map. Arrays are [z, y, x], x fastest; a picture has one slice.</summary>
public sealed class SegmentationSample
{
    internal SegmentationSample(string id, VoxelGrid grid, IReadOnlyList<float[]> channels, byte[]? labels) =>
        (Id, Depth, Height, Width, SpacingMm, AxisCodes, Channels, Labels) =
            (id, grid.Depth, grid.Height, grid.Width, grid.SpacingMm, grid.AxisCodes, channels, labels);

    /// <summary>The case's name.</summary>
    public string Id { get; }

    /// <summary>Slices, 1 for a picture.</summary>
    public int Depth { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The step along z, y and x in mm; 1 for pictures.</summary>
    public ImmutableArray<double> SpacingMm { get; }

    /// <summary>Where x, y and z point, such as <c>LPS</c>, as <see cref="NiftiImage.AxisCodes"/>; null for pictures.</summary>
    public string? AxisCodes { get; }

    /// <summary>The channels, each of <c>Depth · Height · Width</c> values: scaled values of NIfTI files, 0 to 1 of pictures.</summary>
    public IReadOnlyList<float[]> Channels { get; }

    /// <summary>The class of each voxel, 0 background; null for a case without a label map.</summary>
    public byte[]? Labels { get; }
}
