// What the modules add to a U-Net on cine MR of the heart (the paper's Table 9 and Fig. 9).
// acdc --out DIR [--data ACDC]; without data it generates some. acdc --help has the rest.
using System.Globalization;
using Awsnet.Components;
using Awsnet.Components.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return SampleArguments.Run(
    args,
    "Right ventricle, myocardium and left ventricle at end diastole and end systole: a U-Net and what the modules add to it.",
    "Folder of patientNNN folders in ACDC's layout, or one with Images and Labels, slices and masks of the left ventricle as in the Sunnybrook cine set. [default: generated patients]",
    (data, cases, output, options, cancellation) =>
    {
        if (data is null)
        {
            data = Path.Combine(output, "generated");
            PhantomFiles.WriteAcdc(data, cases, options.Seed, cancellation: cancellation);
        }

        bool cavityOnly = Directory.Exists(Path.Combine(data, "Labels"));
        Scan[] scans = cavityOnly ? Cavities(data) : Patients(data);
        // The paper: 80 patients to train on, 20 to validate, 50 to score.
        var parts = DataSplit.ByFractions(scans, scan => scan.Group, options.Seed, 80 / 150.0, 20 / 150.0, 50 / 150.0);
        string[] structures = cavityOnly ? ["LV"] : ["RV ED", "RV ES", "LV ED", "LV ES", "Myo ED", "Myo ES"];

        new PlugInExperiment
        {
            Title = cavityOnly ? "The left ventricle's cavity in cine MR (Dice of each slice)" : "Table 9: cine MR of the heart (Dice)",
            Arms = [Arm.Base, Arm.Ds, Arm.Pam, Arm.Das, Arm.PamDas],
            Classes = cavityOnly ? 2 : 4,
            Scheme = cavityOnly
                ? new LabelScheme([0, 1], new LabelGroup("LV", 1))
                : new LabelScheme([0, 1, 2, 3], new LabelGroup("RV", AcdcLabels.RightVentricle), new LabelGroup("Myo", AcdcLabels.Myocardium), new LabelGroup("LV", AcdcLabels.LeftVentricle)),
            Columns = [.. structures.Select(structure => new ResultColumn(structure, structure, MetricColumn.Dice))],
            Paper = cavityOnly ? new Dictionary<string, double[]>() : new()
            {
                ["Base"] = [0.963, 0.923, 0.936, 0.886, 0.893, 0.909],
                ["Base+DS"] = [0.963, 0.919, 0.940, 0.881, 0.893, 0.908],
                ["Base+PAM"] = [0.965, 0.926, 0.941, 0.888, 0.894, 0.910],
                ["Base+DAS"] = [0.965, 0.920, 0.941, 0.890, 0.896, 0.909],
                ["Base+PAM+DAS"] = [0.965, 0.926, 0.944, 0.892, 0.896, 0.912],
            },
            // The heart lies in the middle two thirds of a slice.
            Place = (rows, columns, size) => GridMapping.Region(
                rows, columns, PixelBox.Centered(rows, columns, Math.Min(rows, columns) * 2 / 3, Math.Min(rows, columns) * 2 / 3), size, size),
        }.Run((parts[0], parts[1], parts[2]), options, output, Console.Out, cancellation);
    });

// Both annotated phases of every patient.
static Scan[] Patients(string folder) => [.. AcdcFolder.Open(folder).Patients.SelectMany(patient => Enum.GetValues<AcdcPhase>().Select(phase =>
{
    AcdcVolume volume = patient.Load(phase);
    var grid = MaskGrid.Volume(volume.Slices, volume.Height, volume.Width, volume.SliceSpacingMm, volume.RowSpacingMm, volume.ColumnSpacingMm);
    byte[] labels = volume.Labels ?? throw new ArgumentException($"{patient.LabelPath(phase)}: patient {patient.Id} has no labels. Leave the patient out.");
    return Scan.Normalized($"{patient.Id} {Name(phase)}", patient.Id, Name(phase), grid, volume.Image, labels);
}))];

// Single slices with the cavity alone, as the Sunnybrook cine set has them; the patient is what stands before "-IM-" in a name.
static Scan[] Cavities(string folder) => [.. ImageFolder.Open(
    Path.Combine(folder, "Images"), Path.Combine(folder, "Labels"), new ImageFolderOptions { GroupPattern = "^(.+)-IM-" }).Pairs.Select(pair =>
{
    ImageSample sample = pair.Load();
    return Scan.Normalized(sample.Id, pair.Group, "", MaskGrid.Plane(sample.Height, sample.Width), sample.Image, sample.Mask);
})];

static string Name(AcdcPhase phase) => phase == AcdcPhase.EndDiastole ? "ED" : "ES";
