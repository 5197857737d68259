using System.Text.RegularExpressions;

namespace Awsnet.Components;

/// <summary>
/// A plain folder of images and a folder of masks (the same one or another, with the same subfolders): PNG, JPEG or NIfTI, a mask
/// named as its image or with <c>_mask</c> after that.
/// </summary>
public sealed partial class ImageFolder
{
    private ImageFolder(string path, IReadOnlyList<ImageMaskPair> pairs) => (Path, Pairs) = (path, pairs);

    /// <summary>The folder of the images.</summary>
    public string Path { get; }

    /// <summary>Images with their masks, in the order of their names.</summary>
    public IReadOnlyList<ImageMaskPair> Pairs { get; }

    /// <summary>Finds the images of a folder, and below it, by their names; reads no file.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="masks">The folder of the masks; null means the same folder.</param>
    /// <param name="options">How to read them; null means the defaults.</param>
    /// <returns>At least one image, each with its mask.</returns>
    /// <exception cref="InvalidDataSetException">A folder is missing or holds no image, an image has no mask or no group, or two files have
    /// the same name but for its ending.</exception>
    /// <exception cref="ArgumentException">The group pattern is no regular expression with a group.</exception>
    public static ImageFolder Open(string images, string? masks = null, ImageFolderOptions? options = null)
    {
        options ??= new ImageFolderOptions();
        DataSetFolder.Require(images);
        if (masks is not null)
            DataSetFolder.Require(masks);
        Regex? group = DataSetFolder.GroupOf(options.GroupPattern);
        var files = new Files(
            images, masks ?? images, options, (_, path, problem) => throw new InvalidDataSetException(path, problem));
        if (files.Images.Count == 0)
            throw new InvalidDataSetException(images, NoImage);
        var pairs = new List<ImageMaskPair>();
        foreach ((string id, string path) in files.Images)
        {
            string mask = files.MaskOf(id) ?? throw new InvalidDataSetException(path, NoMask(id, options));
            string name = DataSetFolder.GroupName(group, System.IO.Path.GetFileName(path), id) ?? throw new InvalidDataSetException(path, NoGroup(options));
            pairs.Add(new ImageMaskPair(id, name, path, mask, options.MasksAreLabels));
        }

        return new ImageFolder(images, pairs);
    }

    private const string NoImage = "holds no image; expected .png, .jpg, .nii or .nii.gz files.";

    private static string NoMask(string id, ImageFolderOptions options) =>
        $"has no mask; expected \"{id}\" or \"{id}{options.MaskSuffix}\" as .png, .jpg, .nii or .nii.gz. Add the mask, or remove the " +
            "image.";

    private static string NoGroup(ImageFolderOptions options) =>
        $"does not match the group pattern {options.GroupPattern}; change the pattern, or rename the file.";

    /// <summary>Images and masks by name: the path below their folder, with forward slashes and without ending.</summary>
    private sealed class Files
    {
        private readonly SortedDictionary<string, string> masks;
        private readonly string suffix;
        private readonly bool apart;

        public Files(string images, string masks, ImageFolderOptions options, Action<string, string, string> twice)
        {
            suffix = options.MaskSuffix;
            apart = !DataSetFolder.IsSame(images, masks);
            Images = DataSetFolder.ImageFiles(images, apart: masks, twice);
            this.masks = apart ? DataSetFolder.ImageFiles(masks, apart: images, twice) : new(Images, StringComparer.Ordinal);
            foreach (string id in Images.Keys.Where(id => !apart && IsMask(id)).ToArray())
                Images.Remove(id);
        }

        public SortedDictionary<string, string> Images { get; }

        public string? MaskOf(string id) =>
            masks.GetValueOrDefault(id + suffix) ?? (apart ? masks.GetValueOrDefault(id) : null);

        public IEnumerable<(string Id, string Path)> Orphans()
        {
            var used = Images.Keys.Select(MaskOf).ToHashSet();
            return masks.Where(m => !used.Contains(m.Value) && (apart || IsMask(m.Key))).Select(m => (m.Key, m.Value));
        }

        private bool IsMask(string id) => suffix.Length > 0 && id.EndsWith(suffix, StringComparison.Ordinal);
    }
}
