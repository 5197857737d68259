namespace Awsnet.Components;

/// <summary>
/// A folder in the layout of ACDC: <c>patientNNN/Info.cfg</c>, <c>patientNNN_frameNN.nii.gz</c>,
/// <c>patientNNN_frameNN_gt.nii.gz</c> and <c>patientNNN_4d.nii.gz</c>.
/// </summary>
public sealed partial class AcdcFolder
{
    private AcdcFolder(string path, IReadOnlyList<AcdcPatient> patients) => (Path, Patients) = (path, patients);

    /// <summary>The folder of the patients' folders.</summary>
    public string Path { get; }

    /// <summary>The patients, in the order of their names.</summary>
    public IReadOnlyList<AcdcPatient> Patients { get; }

    /// <summary>Finds the patients of a folder and reads their <c>Info.cfg</c>; reads no image.</summary>
    /// <param name="path">The folder that holds <c>patient001</c>, <c>patient002</c>, ...</param>
    /// <returns>At least one patient; both phases' images exist.</returns>
    /// <exception cref="InvalidDataSetException">The folder is missing or holds no patient, or a patient lacks Info.cfg or a frame it
    /// names.</exception>
    public static AcdcFolder Open(string path)
    {
        DataSetFolder.Require(path);
        string[] folders = FindPatients(path);
        if (folders.Length == 0)
            throw new InvalidDataSetException(path, NoPatient);
        var patients = new List<AcdcPatient>();
        foreach (string folder in folders)
        {
            AcdcPatient patient = OpenPatient(folder);
            foreach (AcdcPhase phase in Enum.GetValues<AcdcPhase>())
            {
                if (!File.Exists(patient.ImagePath(phase)))
                    throw new InvalidDataSetException(patient.ImagePath(phase), patient.MissingFrame);
            }

            patients.Add(patient);
        }

        return new AcdcFolder(path, patients);
    }

    private const string NoPatient = "holds no ACDC patient; expected folders named patient001, patient002, ... with an Info.cfg each.";

    private static string[] FindPatients(string path) =>
    [
        .. Directory.EnumerateDirectories(path)
            .Where(folder => System.IO.Path.GetFileName(folder).StartsWith("patient", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal),
    ];

    private static AcdcPatient OpenPatient(string folder) =>
        new(System.IO.Path.GetFileName(folder), folder, AcdcInfo.Read(System.IO.Path.Combine(folder, "Info.cfg")));
}
