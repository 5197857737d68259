namespace Awsnet.Components.Myops;

/// <summary>The slice of a case that pictures show.</summary>
internal sealed record CaseSlice
{
    public required string Id { get; init; }

    /// <summary>From 0.</summary>
    public required int Slice { get; init; }

    public required int Slices { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    /// <summary>bSSFP, LGE and T2 of the slice.</summary>
    public required float[] C0 { get; init; }

    public required float[] De { get; init; }

    public required float[] T2 { get; init; }

    /// <summary>Labels of the slice, or null.</summary>
    public required short[]? Truth { get; init; }

    /// <summary>The sequences [Height, Width], by the names above their pictures.</summary>
    public IEnumerable<(string Name, float[] Image)> Sequences => [("bSSFP", C0), ("LGE", De), ("T2", T2)];

    /// <summary>Where in its stack the slice is.</summary>
    public string Place => $"{Id}, slice {Slice + 1} of {Slices}";

    /// <summary>Takes the slice of a case that says most.</summary>
    public static CaseSlice Of(MyoPsVolume volume, CasePrediction prediction)
    {
        var z = prediction.SliceToShow(volume);
        return new CaseSlice
        {
            Id = volume.Id,
            Slice = z,
            Slices = volume.Slices,
            Height = volume.Height,
            Width = volume.Width,
            C0 = volume.Slice(volume.C0, z).ToArray(),
            De = volume.Slice(volume.De, z).ToArray(),
            T2 = volume.Slice(volume.T2, z).ToArray(),
            Truth = volume.Labels is { } labels ? volume.Slice(labels, z).ToArray() : null,
        };
    }
}
