using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Awsnet.Components;

/// <summary>Collects the findings about one folder; what the checks of all layouts share.</summary>
internal sealed class FolderInspection(string folder)
{
    private readonly List<DataSetFinding> findings = [];
    private readonly Dictionary<string, string> contents = [];
    private readonly SortedDictionary<string, int> orientations = new(StringComparer.Ordinal), sizes = new(StringComparer.Ordinal);

    public void Add(FindingSeverity severity, string name, string path, string problem) =>
        findings.Add(new DataSetFinding(severity, name, path, problem));

    public void Error(string name, string path, string problem) => Add(FindingSeverity.Error, name, path, problem);

    public void Warning(string name, string path, string problem) => Add(FindingSeverity.Warning, name, path, problem);

    public void Info(string name, string path, string problem) => Add(FindingSeverity.Info, name, path, problem);

    /// <summary>Whether a folder is there; a missing one is a finding.</summary>
    public bool Finds(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (DataSetFolder.Problem(path) is not { } problem)
            return true;
        Error("", path, problem);
        return false;
    }

    public DataSetReport Report(int cases)
    {
        if (orientations.Count > 1)
        {
            string listed = string.Join(", ", orientations.Select(o => $"{o.Key} ({o.Value} cases)"));
            Info("", folder, $"orientations differ between cases: {listed}; left and right, up and down are not the same in all arrays.");
        }

        if (sizes.Count > 1)
        {
            IEnumerable<string> most = sizes.OrderByDescending(s => s.Value).Take(5).Select(s => $"{s.Key} ({s.Value} images)");
            Info("", folder, $"image sizes differ: {string.Join(", ", most)}{(sizes.Count > 5 ? ", ..." : "")}.");
        }

        return new DataSetReport(folder, cases, findings);
    }

    /// <summary>Opens a NIfTI file; a damaged one is a finding.</summary>
    public NiftiImage? Open(string name, string path) => Get(name, path, () => NiftiImage.Read(path));

    /// <summary>Opens a PNG or JPEG file; a damaged one is a finding.</summary>
    public RasterImage? OpenRaster(string name, string path) => Get(name, path, () => RasterImage.Read(path));

    /// <summary>Reads an image and judges its values.</summary>
    public void Values(string name, string path, NiftiImage image)
    {
        if (Get(name, path, image.ReadFloat32) is { } values)
            Values(name, path, values);
    }

    public void Values(string name, string path, float[] values)
    {
        int notFinite = values.Count(v => !float.IsFinite(v));
        if (notFinite > 0)
            Error(name, path, $"has {notFinite} voxels that are no finite numbers; replace them.");
        else if (values.AsSpan().IndexOfAnyExcept(values[0]) < 0)
            Warning(name, path, string.Create(CultureInfo.InvariantCulture, $"is {values[0]} everywhere."));
        else
            Duplicate(name, path, values);
    }

    /// <summary>Warns of a mask with values between black and white: compressed with loss, or resampled.</summary>
    public void BinaryValues(string name, string path, RasterImage mask)
    {
        byte[] gray = mask.ToGray8();
        // A mask drawn in any one value is binary; only a mixture of several says that borders were smoothed.
        int values = gray.Distinct().Count();
        if (values > 2)
            Warning(
                name, path, $"has {values} gray values; a mask has two. It was resampled or compressed; "
                + "half brightness is taken as the border.");
    }

    public short[]? Labels(string name, string path, NiftiImage image) => Get(name, path, image.ReadInt16);

    /// <summary>Remembers a file's content and warns when another file had the same.</summary>
    public void Duplicate(string name, string path, float[] values)
    {
        string hash = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));
        if (!contents.TryAdd(hash, path) && contents[hash] != path)
            Warning(
                name, path, $"has the same content as {Path.GetFileName(contents[hash])}; "
                + "one of the two should go, or both belong to one patient.");
    }

    public void Size(VoxelGrid grid) => sizes[$"{grid}"] = sizes.GetValueOrDefault($"{grid}") + 1;

    /// <summary>
    /// Judges the voxel spacing of a heart's files. Those of a case mostly have it from one program: what is wrong is told once, of the
    /// first file that has it.
    /// </summary>
    public void Spacing(string name, params (string? Path, NiftiImage? Image)[] files)
    {
        foreach (var same in files.Where(file => file.Image is not null)
            .GroupBy(file => HeaderSpacing.Warning(file.Image!.Header, isHeart: true)))
        {
            int others = same.Count() - 1;
            if (same.Key is { } problem)
                Warning(name, same.First().Path!, others == 0 ? problem
                    : $"{problem} The same is true of {DataSetReport.Counted(others, "other file")} of the case.");
        }
    }

    /// <summary>Warns of the same file uncompressed, which is not the one read.</summary>
    public void UncompressedTwin(string name, string path)
    {
        if (NiftiFileName.UncompressedTwin(path) is { } twin)
            Warning(name, twin, "stands beside a compressed file of the same name, which is the one read.");
    }

    public void Orientation(NiftiImage image) =>
        orientations[image.AxisCodes] = orientations.GetValueOrDefault(image.AxisCodes) + 1;

    /// <summary>Reads an object; what stands in the way is a finding.</summary>
    public T? Get<T>(string name, string path, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Error(name, path, error switch
            {
                InvalidImageFileException file => file.Problem,
                InvalidDataSetException set => set.Problem,
                _ => $"cannot be read: {error.Message}",
            });
            return null;
        }
    }
}
