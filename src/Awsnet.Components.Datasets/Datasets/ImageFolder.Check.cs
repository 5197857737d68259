namespace Awsnet.Components;

public sealed partial class ImageFolder
{
    /// <summary>Reads everything in a folder and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="masks">The folder of the masks; null means the same folder.</param>
    /// <param name="options">How to read them; null means the defaults.</param>
    /// <returns>The findings; a folder without errors opens and loads.</returns>
    /// <exception cref="ArgumentException">The group pattern is no regular expression with a group.</exception>
    public static DataSetReport Check(string images, string? masks = null, ImageFolderOptions? options = null)
    {
        options ??= new ImageFolderOptions();
        var inspection = new FolderInspection(images);
        foreach (string folder in new[] { images, masks ?? images })
        {
            if (DataSetFolder.Problem(folder) is not { } problem)
                continue;
            inspection.Error("", folder, problem);
            return inspection.Report(0);
        }

        var group = DataSetFolder.GroupOf(options.GroupPattern);
        var files = new Files(images, masks ?? images, options, inspection.Error);
        if (files.Images.Count == 0)
            inspection.Error("", images, NoImage);
        var sizes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string id, string path) in files.Images)
        {
            if (DataSetFolder.GroupName(group, System.IO.Path.GetFileName(path), id) is null)
                inspection.Error(id, path, NoGroup(options));
            CheckPair(inspection, id, path, files.MaskOf(id), options, sizes);
        }

        foreach ((string id, string path) in files.Orphans())
            inspection.Warning(id, path, "is a mask without an image.");
        if (sizes.Count > 1)
        {
            IEnumerable<string> most = sizes.OrderByDescending(s => s.Value).Take(5).Select(s => $"{s.Key} ({s.Value} images)");
            inspection.Info("", images, $"image sizes differ: {string.Join(", ", most)}{(sizes.Count > 5 ? ", ..." : "")}.");
        }

        return inspection.Report(files.Images.Count);
    }

    private static void CheckPair(
        FolderInspection inspection, string id, string path, string? maskPath, ImageFolderOptions options,
        SortedDictionary<string, int> sizes)
    {
        (ImageMaskPair.Grid Grid, float[] Values)? image = inspection.Try(id, path, () => ImageMaskPair.ReadImage(path));
        if (image is { } found)
        {
            inspection.Values(id, path, found.Values);
            string size = found.Grid.ToString();
            sizes[size] = sizes.GetValueOrDefault(size) + 1;
        }

        if (maskPath is null)
        {
            inspection.Error(id, path, NoMask(id, options));
            return;
        }

        if (inspection.Try(id, maskPath, () => ImageMaskPair.ReadMask(maskPath, options.MasksAreLabels)) is not { } mask)
            return;
        if (image is { } its && its.Grid != mask.Grid)
            inspection.Error(id, maskPath, ImageMaskPair.SizeProblem(its.Grid, mask.Grid));
        if (!mask.Classes.AsSpan().ContainsAnyExcept((byte)0))
            inspection.Info(id, maskPath, "is empty.");
        if (!options.MasksAreLabels && ImageMaskPair.IsRaster(maskPath))
            inspection.BinaryValues(id, maskPath, RasterImage.Read(maskPath));
    }
}
