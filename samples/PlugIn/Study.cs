namespace Awsnet.Components.Samples;

/// <summary>What is segmented, in which images, and what is compared.</summary>
/// <param name="Scans">All labeled scans.</param>
/// <param name="Fractions">How they are split by patient: training, validation, scores.</param>
/// <param name="Scheme">The classes.</param>
/// <param name="Metrics">What is scored.</param>
/// <param name="Arms">Rows of the paper's table. PAM is the gate, DS deep supervision with equal weights, DAS with found weights.</param>
/// <param name="Place">Where a network's input lies in a slice of some rows and columns.</param>
internal sealed record Study(
    Scan[] Scans, double[] Fractions, LabelScheme Scheme, MetricColumn[] Metrics, string[] Arms, Func<int, int, PixelBox> Place)
{
    /// <summary>The scans to train on, to validate by and to score: those that the networks in the folder were trained on, if it has any.
    /// </summary>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="folder">Holds the networks.</param>
    /// <param name="how">What else the networks depend on, as a line.</param>
    /// <exception cref="ArgumentException">There are too few for three parts, or the folder's networks are of another run.</exception>
    public IReadOnlyList<IReadOnlyList<Scan>> Split(long seed, string folder, string how)
    {
        var parts = DataSplit.ByFractions(Scans, scan => scan.Group, seed, Fractions);
        if (parts.Any(part => part.Count == 0))
            throw new ArgumentException(
                $"{string.Join(", ", parts.Select(part => part.Count))} scans to train on, to validate by and to score; each part needs " +
                "one. Give more --cases, or more in --data.");
        TrainedOn.Check(folder, how, parts[0].Select(Line), parts[1].Select(Line));
        return parts;

        static string Line(Scan scan) => TrainedOn.Line(scan.Id, [scan.Image], scan.Labels);
    }

    /// <summary>Between a scan's slices and a network's input.</summary>
    public GridMapping Mapping(Scan scan, int size) =>
        GridMapping.Region(scan.Grid.Rows, scan.Grid.Columns, Place(scan.Grid.Rows, scan.Grid.Columns), size, size);

    /// <summary>Breast lesions, as in Table 10: normals are left out, the input is the whole image.
    /// An image without spacing has pixels of 1: distances are in pixels.</summary>
    public static Study Busi(string folder) => new(
        [.. BusiFolder.Open(folder).Cases.Select(files => Scan.Of(files.Load()))],
        [0.6, 0.2, 0.2],
        new LabelScheme([0, 1], new LabelGroup("lesion", 1)),
        [
            MetricColumn.Dice, MetricColumn.Jaccard, MetricColumn.Hausdorff with { Title = "HD (px)" },
            MetricColumn.Assd with { Title = "ASSD (px)" },
        ],
        ["Base", "Base+PAM", "Base+PAM+DS", "Base+PAM+DAS"],
        (rows, columns) => PixelBox.Centered(rows, columns, rows, columns).Square());

    /// <summary>Both annotated phases of every patient, as in Table 9; or single slices with the cavity alone, as in the Sunnybrook
    /// cine set. The input is the middle two thirds of a slice, where the heart lies.</summary>
    public static Study Acdc(string folder)
    {
        string masks = Path.Combine(folder, "Labels");
        bool cavityOnly = Directory.Exists(masks);
        return new(
            cavityOnly
                // The patient is what stands before "-IM-" in a file's name.
                ? [.. SegmentationFolder.Open(Path.Combine(folder, "Images"), masks,
                        new() { LabelSuffix = "_mask", BinaryLabels = true, GroupPattern = "([^/]+)-IM-" })
                    .Cases.Select(one => Scan.Of(one.Load(), one.Group))]
                : [.. AcdcFolder.Open(folder).Patients.SelectMany(patient => Enum.GetValues<AcdcPhase>().Select(patient.Load))
                    .Select(Scan.Of)],
            [80 / 150.0, 20 / 150.0, 50 / 150.0],
            cavityOnly
                ? new LabelScheme([0, 1], new LabelGroup("LV", 1))
                : new LabelScheme(
                    [0, 1, 2, 3], new("RV", AcdcLabels.RightVentricle), new("Myo", AcdcLabels.Myocardium),
                    new("LV", AcdcLabels.LeftVentricle)),
            [MetricColumn.Dice],
            ["Base", "Base+DS", "Base+PAM", "Base+DAS", "Base+PAM+DAS"],
            (rows, columns) => PixelBox.Centered(rows, columns, Middle(rows, columns), Middle(rows, columns)));

        static int Middle(int rows, int columns) => Math.Max(1, Math.Min(rows, columns) * 2 / 3);
    }
}
