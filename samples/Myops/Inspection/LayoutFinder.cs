namespace Awsnet.Components.Myops;

/// <summary>Tells a data set's layout from the names in its folder.</summary>
internal static class LayoutFinder
{
    private static readonly string[] Sequences = ["C0", "DE", "LGE", "T2", "gd"];
    private static readonly string[] ImageEndings = [".png", ".jpg", ".jpeg", ".nii.gz", ".nii"];

    /// <exception cref="InputException">The folder is missing, or holds nothing of any known layout.</exception>
    public static DataSetLayout Find(string folder)
    {
        if (File.Exists(folder)) throw new InputException($"{folder}: this is a file. Name the folder it lies in, or see: myops inspect");
        if (!Directory.Exists(folder)) throw new InputException($"{folder}: there is no such folder. Check the name.");
        if (Directory.EnumerateDirectories(folder).Any(one =>
            Enum.GetNames<BusiKind>().Contains(Path.GetFileName(one), StringComparer.OrdinalIgnoreCase)
                && HasFile(one, ".png", StringComparison.OrdinalIgnoreCase)))
            return DataSetLayout.Busi;
        if (Directory.EnumerateDirectories(folder).Any(patient => File.Exists(Path.Combine(patient, "Info.cfg"))))
            return DataSetLayout.Acdc;
        if (HasMyops(folder, "") || Directory.EnumerateDirectories(folder).Any(one => HasMyops(one, Path.GetFileName(one))))
            return DataSetLayout.Myops;
        if (Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(IsImage)) return DataSetLayout.Images;
        throw new InputException(
            $"{folder}: holds no data set: neither MyoPS cases (<id>_C0.nii.gz, ...), nor ACDC patients (<patient>/Info.cfg), "
            + "nor BUSI's benign and malignant, nor any other PNG, JPEG or NIfTI file. Check that this is the right folder.");
    }

    /// <summary>Whether a folder has files of a MyoPS case, or of one that is named so.</summary>
    private static bool HasMyops(string folder, string id) =>
        Sequences.Any(sequence => NiftiFileName.Endings.Any(ending => HasFile(folder, $"{id}_{sequence}{ending}")));

    private static bool HasFile(string folder, string ending, StringComparison comparison = StringComparison.Ordinal) =>
        Directory.EnumerateFiles(folder).Any(path => path.EndsWith(ending, comparison) && !LitterFile.Is(path));

    private static bool IsImage(string path) =>
        !LitterFile.Is(path) && ImageEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
