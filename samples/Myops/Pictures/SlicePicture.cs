namespace Awsnet.Components.Myops;

/// <summary>What an overlay shows of one slice.</summary>
internal sealed record SlicePicture
{
    /// <summary>The case, the slice and the scores, in one line.</summary>
    public required string Title { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    /// <summary>The three sequences [Height, Width], of any intensities, by the names above their pictures.</summary>
    public required IReadOnlyList<(string Name, float[] Image)> Sequences { get; init; }

    /// <summary>MyoPS labels [Height, Width], or null without an annotation.</summary>
    public short[]? Truth { get; init; }

    /// <summary>Predicted scar and edema, [Height, Width].</summary>
    public required short[] Prediction { get; init; }

    /// <summary>The ventricle that CASN found, [Height, Width], or null.</summary>
    public byte[]? Ventricle { get; init; }
}
