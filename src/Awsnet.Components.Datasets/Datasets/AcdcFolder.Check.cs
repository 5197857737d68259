namespace Awsnet.Components;

public sealed partial class AcdcFolder
{
    /// <summary>Reads everything in a folder and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="path">The folder that holds <c>patient001</c>, <c>patient002</c>, ...</param>
    /// <returns>The findings; a folder without errors opens and loads.</returns>
    public static DataSetReport Check(string path)
    {
        var inspection = new FolderInspection(path);
        if (!inspection.Finds(path))
            return inspection.Report(0);

        if (inspection.Get("", path, () => FindPatients(path)) is not { } folders)
            return inspection.Report(0);
        if (folders.Length == 0)
            inspection.Error("", path, NoPatient);
        foreach (string folder in folders)
            CheckPatient(inspection, folder);
        return inspection.Report(folders.Length);
    }

    private static void CheckPatient(FolderInspection inspection, string folder)
    {
        string id = System.IO.Path.GetFileName(folder);
        string info = System.IO.Path.Combine(folder, "Info.cfg");
        if (inspection.Get(id, info, () => OpenPatient(folder)) is not { } patient)
            return;
        if (patient.Info.EndDiastole == patient.Info.EndSystole)
            inspection.Error(id, info, $"names frame {patient.Info.EndDiastole} for both ED and ES.");
        foreach (AcdcPhase phase in Enum.GetValues<AcdcPhase>())
            CheckPhase(inspection, patient, phase);
        CheckCine(inspection, patient);
    }

    private static void CheckPhase(FolderInspection inspection, AcdcPatient patient, AcdcPhase phase)
    {
        string imagePath = patient.ImagePath(phase), labelPath = patient.LabelPath(phase);
        if (!File.Exists(imagePath))
        {
            inspection.Error(patient.Id, imagePath, patient.MissingFrame);
            return;
        }

        inspection.UncompressedTwin(patient.Id, imagePath);
        inspection.UncompressedTwin(patient.Id, labelPath);
        NiftiImage? image = inspection.Open(patient.Id, imagePath);
        if (image is not null)
        {
            inspection.Values(patient.Id, imagePath, image);
            if (phase == AcdcPhase.EndDiastole)
                inspection.Orientation(image);
        }

        bool hasLabels = File.Exists(labelPath);
        if (!hasLabels)
            inspection.Info(patient.Id, labelPath, "missing; this frame has no labels.");
        NiftiImage? labels = hasLabels ? inspection.Open(patient.Id, labelPath) : null;
        if (image is not null && AcdcPatient.GridProblem(image, imagePath, labels, labelPath) is { } grid)
            inspection.Error(patient.Id, grid.Path, grid.Problem);
        inspection.Spacing(patient.Id, (imagePath, image), (labelPath, labels));
        if (labels is not null && inspection.Labels(patient.Id, labelPath, labels) is { } values)
        {
            if (AcdcPatient.LabelProblem(values) is { } unknown)
                inspection.Error(patient.Id, labelPath, unknown);
            else if (!values.Contains(AcdcLabels.LeftVentricle))
                inspection.Warning(patient.Id, labelPath, "labels no left ventricle in any slice.");
        }
    }

    private static void CheckCine(FolderInspection inspection, AcdcPatient patient)
    {
        if (!File.Exists(patient.CinePath))
        {
            inspection.Info(patient.Id, patient.CinePath, "missing; there is no cine series, only its two frames.");
            return;
        }

        if (inspection.Open(patient.Id, patient.CinePath) is not { } cine)
            return;
        int frames = cine.Shape.Length > 3 ? cine.Shape[3] : 1;
        if (frames < Math.Max(patient.Info.EndDiastole, patient.Info.EndSystole) || (patient.Info.Frames is { } stated && stated != frames))
            inspection.Warning(
                patient.Id, patient.CinePath, $"has {frames} frames; Info.cfg says NbFrame "
                + $"{patient.Info.Frames?.ToString() ?? "nothing"}, ED {patient.Info.EndDiastole}, ES {patient.Info.EndSystole}.");
    }
}
