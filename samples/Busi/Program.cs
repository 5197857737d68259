// What the modules add to a U-Net on breast ultrasound (the paper's Table 10 and Fig. 10).
// busi --out DIR [--data BUSI]; without data it generates some. busi --help has the rest.
using System.Globalization;
using Awsnet.Components;
using Awsnet.Components.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return SampleArguments.Run(
    args,
    "Breast lesions: a U-Net, the same with the attention gate, with deep supervision, with auto-weighted deep supervision.",
    "Folder of benign, malignant (and normal, which is left out) in BUSI's layout. [default: generated images]",
    (data, cases, output, options, cancellation) =>
    {
        if (data is null)
        {
            data = Path.Combine(output, "generated");
            PhantomFiles.WriteBusi(data, cases, options.Seed, cancellation: cancellation);
        }

        // The paper: normals are left out, the rest is split 60 : 20 : 20 at random.
        Scan[] scans = [.. BusiFolder.Open(data).Cases.Select(files =>
        {
            ImageSample sample = files.Load();
            return Scan.Normalized(sample.Id, sample.Id, "", MaskGrid.Plane(sample.Height, sample.Width), sample.Image, sample.Mask);
        })];
        var parts = DataSplit.ByFractions(scans, scan => scan.Group, options.Seed, 0.6, 0.2, 0.2);

        new PlugInExperiment
        {
            Title = "Table 10: breast lesions (distances in pixels)",
            Arms = [Arm.Base, Arm.Pam, Arm.PamDs, Arm.PamDas],
            Classes = 2,
            Scheme = new LabelScheme([0, 1], new LabelGroup("lesion", 1)),
            // An image without spacing has pixels of 1: what the metrics call mm are pixels.
            Columns =
            [
                new("Dice", "lesion", MetricColumn.Dice), new("Jaccard", "lesion", MetricColumn.Jaccard),
                new("HD (px)", "lesion", MetricColumn.Hausdorff), new("ASD (px)", "lesion", MetricColumn.Assd),
            ],
            Paper = new Dictionary<string, double[]>
            {
                ["Base"] = [0.722, 0.642, 39.34, 12.97],
                ["Base+PAM"] = [0.732, 0.657, 35.68, 10.87],
                ["Base+PAM+DS"] = [0.740, 0.658, 40.03, 15.91],
                ["Base+PAM+DAS"] = [0.747, 0.661, 33.81, 9.42],
            },
            // The whole image, made square by padding.
            Place = (rows, columns, size) => GridMapping.Region(rows, columns, PixelBox.Centered(rows, columns, rows, columns).Square(), size, size),
        }.Run((parts[0], parts[1], parts[2]), options, output, Console.Out, cancellation);
    });
