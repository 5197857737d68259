using System.Globalization;

namespace Awsnet.Components;

/// <summary>The files of one ACDC patient.</summary>
/// <param name="Id">The folder's name, e.g. <c>patient001</c>.</param>
/// <param name="Folder">The patient's folder.</param>
/// <param name="Info">What <c>Info.cfg</c> says.</param>
public sealed record AcdcPatient(string Id, string Folder, AcdcInfo Info)
{
    /// <summary>The whole cine series, <c>&lt;id&gt;_4d.nii.gz</c> or <c>.nii</c>; it need not exist.</summary>
    public string CinePath => PathOf("4d");

    /// <summary>The image of a phase, <c>&lt;id&gt;_frameNN.nii.gz</c> or <c>.nii</c>.</summary>
    /// <param name="phase">Which moment.</param>
    public string ImagePath(AcdcPhase phase) => PathOf($"frame{Frame(phase)}");

    /// <summary>The labels of a phase, <c>&lt;id&gt;_frameNN_gt.nii.gz</c> or <c>.nii</c>; the public test patients of old have none.
    /// </summary>
    /// <param name="phase">Which moment.</param>
    public string LabelPath(AcdcPhase phase) => PathOf($"frame{Frame(phase)}_gt");

    /// <summary>Reads one phase and checks that image and labels fit together.</summary>
    /// <param name="phase">Which moment.</param>
    /// <exception cref="InvalidImageFileException">A file is damaged or no NIfTI file.</exception>
    /// <exception cref="InvalidDataSetException">The image is missing or has more than three axes, a spacing or affine is not finite, the
    /// labels lie on another grid, or a label is unknown.</exception>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public AcdcVolume Load(AcdcPhase phase)
    {
        string imagePath = ImagePath(phase), labelPath = LabelPath(phase);
        if (!File.Exists(imagePath))
            throw new InvalidDataSetException(imagePath, MissingFrame);
        NiftiImage image = NiftiImage.Read(imagePath);
        NiftiImage? labels = File.Exists(labelPath) ? NiftiImage.Read(labelPath) : null;
        if (GridProblem(image, imagePath, labels, labelPath) is { } problem)
            throw new InvalidDataSetException(problem.Path, problem.Problem);
        byte[]? classes = null;
        if (labels is not null)
        {
            short[] values = labels.ReadInt16();
            if (LabelProblem(values) is { } unknown)
                throw new InvalidDataSetException(labelPath, unknown);
            classes = Array.ConvertAll(values, v => (byte)v);
        }

        return new AcdcVolume(Id, phase, image.Header, image.ReadFloat32(), classes);
    }

    internal string MissingFrame => $"missing; Info.cfg of {Id} names this frame. Add the file, or correct Info.cfg.";

    internal static (string Path, string Problem)? GridProblem(NiftiImage image, string imagePath, NiftiImage? labels, string labelPath)
    {
        if (image.Shape.Skip(3).Any(length => length != 1))
            return (imagePath, $"has {image.Shape.Length} axes ({string.Join(" x ", image.Shape)}); a frame has 3.");
        if (HeaderSpacing.Error(image) is { } imageProblem)
            return (imagePath, imageProblem);
        if (labels is not null && HeaderSpacing.Error(labels) is { } labelProblem)
            return (labelPath, labelProblem);
        if (labels is not null && (labels.VoxelCount != image.VoxelCount || !labels.HasSameGridAs(image, 0.1)))
        {
            string difference = labels.GridDifferenceTo(image, 0.1) ?? "more axes";
            return (labelPath, $"does not lie on the grid of {Path.GetFileName(imagePath)}: {difference}. Resample the labels to the " +
                "image.");
        }

        return null;
    }

    internal static string? LabelProblem(ReadOnlySpan<short> labels) =>
        labels.IndexOfAnyExceptInRange(AcdcLabels.Background, AcdcLabels.LeftVentricle) is >= 0 and int at
            ? $"has the unknown label {labels[at]}; expected 0 background, 1 right ventricle, 2 myocardium, 3 left ventricle. "
                + "Map it to these."
            : null;

    /// <summary>The file that is there, else the one that is expected. A folder's name may be spelled otherwise than its files'.</summary>
    private string PathOf(string tail) =>
        NiftiFileName.Find(Path.Combine(Folder, $"{Id}_{tail}"))
        ?? NiftiFileName.Find(Path.Combine(Folder, $"{Id.ToLowerInvariant()}_{tail}"))
        ?? Path.Combine(Folder, $"{Id}_{tail}.nii.gz");

    private string Frame(AcdcPhase phase) =>
        (phase == AcdcPhase.EndDiastole ? Info.EndDiastole : Info.EndSystole).ToString("00", CultureInfo.InvariantCulture);
}
