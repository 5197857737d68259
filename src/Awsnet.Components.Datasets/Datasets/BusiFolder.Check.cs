namespace Awsnet.Components;

public sealed partial class BusiFolder
{
    /// <summary>Reads everything in a folder and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="path">The folder that holds <c>benign</c>, <c>malignant</c> and <c>normal</c>.</param>
    /// <returns>The findings; a folder without errors opens and loads, normals included.</returns>
    public static DataSetReport Check(string path)
    {
        var inspection = new FolderInspection(path);
        if (!inspection.Finds(path))
            return inspection.Report(0);

        if (inspection.Get("", path, () => Find(path).ToArray()) is not { } cases)
            return inspection.Report(0);
        if (cases.Length == 0)
            inspection.Error("", path, NoImage);
        foreach (BusiCase one in cases)
            CheckCase(inspection, one);
        foreach ((_, string folder) in Folders(path))
        {
            CheckOrphans(inspection, folder, cases);
            IEnumerable<string> others = Directory.EnumerateFiles(folder).Except(Pictures(folder));
            DataSetFolder.WarnOfUnread(folder, others.Select(file => System.IO.Path.GetFileName(file)), ".png", inspection);
        }
        return inspection.Report(cases.Length);
    }

    private static void CheckCase(FolderInspection inspection, BusiCase one)
    {
        RasterImage? image = inspection.OpenRaster(one.Id, one.ImagePath);
        if (image is not null)
            inspection.Values(one.Id, one.ImagePath, image.ToGrayFloat32());
        if (one.MaskPaths.Count == 0)
            inspection.Error(one.Id, one.ImagePath, NoMask(one.Id));

        int lesion = 0;
        foreach (string path in one.MaskPaths)
        {
            if (inspection.OpenRaster(one.Id, path) is not { } mask)
                continue;
            if (image is not null && BusiCase.SizeProblem(image, mask) is { } size)
                inspection.Error(one.Id, path, size);
            // The published masks are gray of 1 bit (normals: black RGB). What has colors went through another program.
            if (one.Kind != BusiKind.Normal && mask.ColorType != RasterColorType.Gray)
            {
                inspection.Warning(one.Id, path, $"is {mask.Description}, {mask.Width} x {mask.Height}; "
                    + "the published masks are gray of 1 bit, so this is an altered copy.");
            }

            inspection.BinaryValues(one.Id, path, mask);
            var pixels = new byte[mask.Width * mask.Height];
            BusiCase.Join(mask, pixels);
            lesion += pixels.Count(p => p == 1);
        }

        if (one.MaskPaths.Count > 0 && lesion == 0 && one.Kind != BusiKind.Normal)
            inspection.Warning(one.Id, one.MaskPaths[0], $"is empty, though the image is {one.Kind.ToString().ToLowerInvariant()}.");
        if (lesion > 0 && one.Kind == BusiKind.Normal)
            inspection.Warning(one.Id, one.MaskPaths[0], "marks a lesion, though the image is normal.");
        if (one.MaskPaths.Count > 1)
            inspection.Info(one.Id, one.ImagePath, $"has {one.MaskPaths.Count} masks; they are joined.");
    }

    private static void CheckOrphans(FolderInspection inspection, string folder, BusiCase[] cases)
    {
        foreach (IGrouping<string, string> masks in Masks(folder))
        {
            if (!cases.Any(c => c.Id == masks.Key && c.MaskPaths.Contains(masks.First())))
                inspection.Warning(masks.Key, masks.First(), "is a mask without an image.");
        }
    }
}
