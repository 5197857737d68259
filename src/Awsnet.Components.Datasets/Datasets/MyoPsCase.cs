namespace Awsnet.Components;

/// <summary>The files of one MyoPS case.</summary>
/// <param name="Id">The files' common name, e.g. <c>myops_training_101</c>; one case is one patient.</param>
/// <param name="C0Path">The bSSFP image.</param>
/// <param name="DePath">The late gadolinium enhancement image.</param>
/// <param name="T2Path">The T2-weighted image.</param>
/// <param name="LabelPath">The labels, or null where there are none.</param>
public sealed record MyoPsCase(string Id, string C0Path, string DePath, string T2Path, string? LabelPath)
{
    /// <summary>How far apart the grids of a case's files may lie, in mm.</summary>
    /// <value>Files of one case come from one resampling; what differs by more than a tenth of a pixel was not aligned.</value>
    public const double GridToleranceMm = 0.075;

    /// <summary>Reads the case and checks that its files fit together.</summary>
    /// <returns>Three images and the labels, if any.</returns>
    /// <exception cref="InvalidImageFileException">A file is damaged or no NIfTI file.</exception>
    /// <exception cref="InvalidDataSetException">Shapes or affines disagree, a spacing or affine is not finite, an image has
    /// more than three axes, or a label is unknown.</exception>
    /// <exception cref="IOException">A file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public MyoPsVolume Load()
    {
        NiftiImage c0 = NiftiImage.Read(C0Path), de = NiftiImage.Read(DePath), t2 = NiftiImage.Read(T2Path);
        NiftiImage? gd = LabelPath is null ? null : NiftiImage.Read(LabelPath);
        foreach ((string path, string problem) in GridProblems(c0, de, t2, gd))
            throw new InvalidDataSetException(path, problem);

        short[]? labels = gd?.ReadInt16();
        if (labels is not null && LabelProblem(labels) is { } unknown)
            throw new InvalidDataSetException(LabelPath!, unknown);
        return new MyoPsVolume(Id, de.Header, c0.ReadFloat32(), de.ReadFloat32(), t2.ReadFloat32(), labels);
    }

    /// <summary>Each file whose grid is not finite, or not that of the late enhancement image, with what to do about it.</summary>
    internal IEnumerable<(string Path, string Problem)> GridProblems(NiftiImage c0, NiftiImage de, NiftiImage t2, NiftiImage? gd)
    {
        if (de.Shape.Skip(3).Any(length => length != 1))
            yield return (DePath, AxesProblem(de));
        if (HeaderSpacing.Error(de) is { } unusable)
            yield return (DePath, unusable);
        string name = System.IO.Path.GetFileName(DePath);
        foreach ((string path, NiftiImage? image) in new[] { (C0Path, c0), (T2Path, t2), (LabelPath ?? "", gd) })
        {
            if (image is null || ReferenceEquals(image, de))
                continue;
            if (HeaderSpacing.Error(image) is { } problem)
                yield return (path, problem);
            else if (image.VoxelCount != de.VoxelCount && image.Shape.Skip(3).Any(length => length != 1))
                yield return (path, AxesProblem(image));
            else if (HeaderSpacing.Error(de) is null && image.GridDifferenceTo(de, GridToleranceMm) is { } difference)
                yield return (path, $"does not lie on the grid of {name}: {difference}. Resample the case's files to one grid.");
        }
    }

    /// <summary>What is wrong with label values, or null.</summary>
    internal static string? LabelProblem(ReadOnlySpan<short> labels)
    {
        var unknown = new SortedDictionary<short, int>();
        foreach (short label in labels)
        {
            if (!MyoPsLabels.IsKnown(label))
                unknown[label] = unknown.GetValueOrDefault(label) + 1;
        }

        if (unknown.Count == 0)
            return null;
        string listed = string.Join(", ", unknown.Take(6).Select(u => $"{u.Key} ({u.Value} voxels)")) + (unknown.Count > 6 ? ", ..." : "");
        return $"has unknown labels {listed}; expected 0, 200, 500, 600, 1220 and 2221. Map them to these.";
    }

    private static string AxesProblem(NiftiImage image) =>
        $"has {image.Shape.Length} axes ({string.Join(" x ", image.Shape)}); a MyoPS image has 3. Split it into one file a volume.";
}
