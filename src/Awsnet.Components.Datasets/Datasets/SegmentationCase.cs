using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>A case of a folder: the files of its channels, and its label map where it has one.</summary>
public sealed partial class SegmentationCase
{
    internal SegmentationCase(
        string folder, string id, string group, ImmutableArray<string> imagePaths, string? labelPath, SegmentationFolderOptions options)
    {
        (Folder, Id, Group, ImagePaths, LabelPath) = (folder, id, group, imagePaths, labelPath);
        Options = options;
    }

    /// <summary>The folder of the images.</summary>
    public string Folder { get; }

    /// <summary>Its path below the folder, without channel and ending.</summary>
    public string Id { get; }

    /// <summary>What must stay together in splits: the patient.</summary>
    public string Group { get; }

    /// <summary>A file for each channel, in their order. A file may hold several: the fourth axis of NIfTI, or colors.</summary>
    public ImmutableArray<string> ImagePaths { get; }

    /// <summary>The label map; null for a case without one.</summary>
    public string? LabelPath { get; }

    /// <summary>Whether its images are pictures (PNG, JPEG), which have pixels without a size, and not NIfTI files.</summary>
    public bool IsPicture => DataSetFolder.IsRaster(ImagePaths[0]);

    /// <summary>How its files are read, as the folder was opened.</summary>
    public SegmentationFolderOptions Options { get; }

    /// <summary>Reads channels and labels and checks that they fit together.</summary>
    /// <exception cref="InvalidDataSetException">Something is wrong; the message lists all of it.</exception>
    public SegmentationSample Load()
    {
        var findings = new List<DataSetFinding>();
        return Load(findings) ?? throw new InvalidDataSetException(new DataSetReport(Folder, 1, findings));
    }

    /// <summary>Reads channels and labels and lists all that is wrong or noteworthy, instead of stopping at the first.</summary>
    /// <param name="findings">What is found is added here.</param>
    /// <returns>The case; null where there was an error.</returns>
    public SegmentationSample? Load(ICollection<DataSetFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = new FolderInspection(Folder);
        SegmentationSample? sample = Read(found);
        foreach (DataSetFinding finding in found.Report(1).Findings)
            findings.Add(finding);
        return sample;
    }

    /// <summary>Channels and lengths, from the headers alone (of pictures, from the whole file).</summary>
    /// <exception cref="InvalidDataSetException">The channels do not fit together; the message names the first difference.</exception>
    /// <exception cref="InvalidImageFileException">A file is damaged or of another format than its name says.</exception>
    /// <exception cref="IOException">A file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public (int Channels, int Depth, int Height, int Width) ReadShape()
    {
        SegmentationFile[] files = [.. ImagePaths.Select(path => new SegmentationFile(path, Options.Color))];
        foreach ((string path, string difference) in Differences(files[0], files.Skip(1)))
            throw new InvalidDataSetException(path, difference);
        VoxelGrid grid = files[0].Grid;
        return (files.Sum(file => file.Grid.Volumes), grid.Depth, grid.Height, grid.Width);
    }

    /// <summary>Writes classes as a label map in this case's geometry.</summary>
    /// <param name="path">
    /// <c>.nii</c> or <c>.nii.gz</c>, with the affine, spacing and units of the case's first image; <c>.png</c> where
    /// <see cref="IsPicture"/>.
    /// </param>
    /// <param name="classes">[z, y, x], one number a voxel.</param>
    /// <exception cref="ArgumentException">Not as many classes as voxels, or a name that does not suit the case.</exception>
    /// <exception cref="InvalidDataSetException">The channels do not fit together.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public void WriteLabels(string path, ReadOnlySpan<byte> classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_, int depth, int height, int width) = ReadShape();
        if (classes.Length != (long)depth * height * width)
            throw new ArgumentException(
                $"There are {classes.Length} classes for the {width} x {height} x {depth} voxels of {Id}; give one a voxel.",
                nameof(classes));
        string[] endings = IsPicture ? [".png"] : [".nii", ".nii.gz"];
        if (!endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException(
                $"{path} is to hold the labels of {Path.GetFileName(ImagePaths[0])}; name it {string.Join(" or ", endings)}.",
                nameof(path));
        if (IsPicture)
        {
            RasterImage.FromGray8(width, height, classes).Write(path);
            return;
        }

        NiftiHeader image = NiftiHeader.Read(ImagePaths[0]);
        // The brightness that suited the image would show labels as black.
        NiftiHeader header = image with { Shape = [.. image.Shape.Take(3)], CalibrationMaximum = 0, CalibrationMinimum = 0 };
        NiftiImage.Create(header, classes.ToArray()).Write(path);
    }
}
