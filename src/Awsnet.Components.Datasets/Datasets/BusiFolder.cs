using System.Globalization;
using System.Text.RegularExpressions;

namespace Awsnet.Components;

/// <summary>
/// A folder in the layout of BUSI (breast ultrasound images): <c>benign/benign (1).png</c>, <c>benign (1)_mask.png</c>,
/// <c>benign (1)_mask_1.png</c>, ... and likewise <c>malignant</c> and <c>normal</c>.
/// </summary>
public sealed partial class BusiFolder
{
    private const string NoImage = "holds no BUSI image; expected folders benign, malignant and normal "
        + "with files named \"benign (1).png\" and \"benign (1)_mask.png\".";

    private BusiFolder(string path, IReadOnlyList<BusiCase> cases) => (Path, Cases) = (path, cases);

    /// <summary>The folder that holds <c>benign</c>, <c>malignant</c> and <c>normal</c>.</summary>
    public string Path { get; }

    /// <summary>The images: benign, malignant, normal, each by number.</summary>
    public IReadOnlyList<BusiCase> Cases { get; }

    /// <summary>Finds the images of a folder by their names; reads no file.</summary>
    /// <param name="path">The folder that holds <c>benign</c>, <c>malignant</c> and <c>normal</c>; one of them is enough.</param>
    /// <param name="includeNormals">Whether to keep the images without lesion. Default false, as in the AWSnet paper.</param>
    /// <returns>At least one image, each with its masks.</returns>
    /// <exception cref="InvalidDataSetException">The folder is missing or holds no image, or an image has no mask.</exception>
    public static BusiFolder Open(string path, bool includeNormals = false)
    {
        DataSetFolder.Require(path);
        BusiCase[] cases = [.. Find(path).Where(c => includeNormals || c.Kind != BusiKind.Normal)];
        if (cases.Length == 0)
            throw new InvalidDataSetException(path, NoImage);
        foreach (BusiCase one in cases)
        {
            if (one.MaskPaths.Count == 0)
                throw new InvalidDataSetException(one.ImagePath, NoMask(one.Id));
        }

        return new BusiFolder(path, cases);
    }

    private static string NoMask(string id) => $"has no mask; expected \"{id}_mask.png\" beside it. Add the mask, or remove the image.";

    private static IEnumerable<BusiCase> Find(string path)
    {
        foreach ((BusiKind kind, string folder) in Folders(path))
        {
            ILookup<string, string> masks = Masks(folder);
            IEnumerable<string> images = Pictures(folder).Where(f => !MaskName().IsMatch(System.IO.Path.GetFileName(f)));
            foreach (string image in images.OrderBy(Number).ThenBy(f => f, StringComparer.Ordinal))
            {
                string id = System.IO.Path.GetFileNameWithoutExtension(image);
                yield return new BusiCase(id, kind, image, [.. masks[id].Order(StringComparer.Ordinal)]);
            }
        }
    }

    private static (BusiKind Kind, string Path)[] Folders(string path) =>
    [
        .. from kind in Enum.GetValues<BusiKind>()
           from folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
           where System.IO.Path.GetFileName(folder).Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)
           select (kind, folder),
    ];

    private static ILookup<string, string> Masks(string folder) => Pictures(folder)
        .Select(f => (Path: f, Match: MaskName().Match(System.IO.Path.GetFileName(f))))
        .Where(f => f.Match.Success)
        .ToLookup(f => f.Match.Groups[1].Value, f => f.Path, StringComparer.Ordinal);

    // A pattern for names would tell .PNG from .png on Linux.
    private static IEnumerable<string> Pictures(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => f.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !LitterFile.Is(f));

    private static int Number(string path)
    {
        Match match = InBrackets().Match(System.IO.Path.GetFileName(path));
        return match.Success && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : int.MaxValue;
    }

    [GeneratedRegex(@"^(.+?)_(?i:mask(?:_\d+)?\.png)$", RegexOptions.CultureInvariant)]
    private static partial Regex MaskName();

    [GeneratedRegex(@"\((\d+)\)")]
    private static partial Regex InBrackets();
}
