namespace Awsnet.Components.Samples;

/// <summary>What is segmented, in which images, and what is compared.</summary>
/// <param name="Title">The table's title.</param>
/// <param name="Scans">All labeled scans.</param>
/// <param name="Fractions">How they are split by patient: training, validation, scores.</param>
/// <param name="Scheme">The classes.</param>
/// <param name="Columns">The table's columns: a metric of a structure.</param>
/// <param name="Arms">The rows; the others are compared with the first.</param>
/// <param name="Place">Where a network's input lies in a slice of some rows and columns.</param>
internal sealed record Study(
    string Title, Scan[] Scans, double[] Fractions, LabelScheme Scheme, (string Title, string Structure, MetricColumn Metric)[] Columns,
    Arm[] Arms, Func<int, int, PixelBox> Place)
{
    /// <summary>Breast lesions, as in Table 10: normals are left out, the input is the whole image.</summary>
    public static Study Busi(string folder) => new(
        "Table 10: breast lesions (distances in pixels)",
        [.. BusiFolder.Open(folder).Cases.Select(files => Scan.Of(files.Load(), files.Id))],
        [0.6, 0.2, 0.2],
        new LabelScheme([0, 1], new LabelGroup("lesion", 1)),
        // An image without spacing has pixels of 1: what the metrics call mm are pixels.
        [
            ("Dice", "lesion", MetricColumn.Dice), ("Jaccard", "lesion", MetricColumn.Jaccard),
            ("HD (px)", "lesion", MetricColumn.Hausdorff), ("ASD (px)", "lesion", MetricColumn.Assd),
        ],
        [
            new("Base", 0.722, 0.642, 39.34, 12.97), new("Base+PAM", 0.732, 0.657, 35.68, 10.87),
            new("Base+PAM+DS", 0.740, 0.658, 40.03, 15.91), new("Base+PAM+DAS", 0.747, 0.661, 33.81, 9.42),
        ],
        (rows, columns) => PixelBox.Centered(rows, columns, rows, columns).Square());

    /// <summary>Both annotated phases of every patient, as in Table 9; the input is the middle two thirds of a slice, where the heart lies.</summary>
    public static Study Acdc(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "Labels"))) return Cavities(folder);
        string[] structures = ["RV ED", "RV ES", "LV ED", "LV ES", "Myo ED", "Myo ES"];
        return new(
            "Table 9: cine MR of the heart (Dice)",
            [.. AcdcFolder.Open(folder).Patients.SelectMany(patient => Enum.GetValues<AcdcPhase>().Select(patient.Load)).Select(Scan.Of)],
            [80 / 150.0, 20 / 150.0, 50 / 150.0],
            new LabelScheme(
                [0, 1, 2, 3], new("RV", AcdcLabels.RightVentricle), new("Myo", AcdcLabels.Myocardium), new("LV", AcdcLabels.LeftVentricle)),
            [.. structures.Select(structure => (structure, structure, MetricColumn.Dice))],
            [
                new("Base", 0.963, 0.923, 0.936, 0.886, 0.893, 0.909), new("Base+DS", 0.963, 0.919, 0.940, 0.881, 0.893, 0.908),
                new("Base+PAM", 0.965, 0.926, 0.941, 0.888, 0.894, 0.910), new("Base+DAS", 0.965, 0.920, 0.941, 0.890, 0.896, 0.909),
                new("Base+PAM+DAS", 0.965, 0.926, 0.944, 0.892, 0.896, 0.912),
            ],
            Middle);
    }

    /// <summary>Single slices with the cavity alone, as in the Sunnybrook cine set; the patient is what stands before "-IM-" in a name.</summary>
    private static Study Cavities(string folder) => new(
        "The left ventricle's cavity in cine MR (Dice of each slice)",
        [.. ImageFolder.Open(Path.Combine(folder, "Images"), Path.Combine(folder, "Labels"), new() { GroupPattern = "^(.+)-IM-" })
            .Pairs.Select(pair => Scan.Of(pair.Load(), pair.Group))],
        [80 / 150.0, 20 / 150.0, 50 / 150.0],
        new LabelScheme([0, 1], new LabelGroup("LV", 1)),
        [("LV", "LV", MetricColumn.Dice)],
        [new("Base"), new("Base+DS"), new("Base+PAM"), new("Base+DAS"), new("Base+PAM+DAS")],
        Middle);

    private static PixelBox Middle(int rows, int columns) =>
        PixelBox.Centered(rows, columns, Math.Min(rows, columns) * 2 / 3, Math.Min(rows, columns) * 2 / 3);
}
