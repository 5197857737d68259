using System.Globalization;

namespace Awsnet.Components;

/// <summary>Writes phantoms as the files that the readers of this package, and everyone else's, expect.</summary>
public static class PhantomFiles
{
    private const ulong GridStream = 3;

    // Noise hardly compresses: the fastest level takes a third of the time for a few per cent of size.
    private static readonly NiftiWriteOptions Fast = new() { GzipLevel = 1 };

    /// <summary>
    /// Writes cases in the MyoPS 2020 layout: <c>phantom_001_C0.nii.gz</c>, <c>_DE</c>, <c>_T2</c> and <c>_gd</c> (labels),
    /// int16, with a qform alone.
    /// </summary>
    /// <param name="folder">Where to; created if missing. Files of the same names are replaced.</param>
    /// <param name="cases">How many, at least 1.</param>
    /// <param name="seed">Equal seeds give byte-equal files; case i does not depend on how many there are.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <param name="labelFolder">Where the labels go, as the real set keeps them apart; null means the same folder.</param>
    /// <param name="written">Told each case's name once its files are there.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <returns>The cases' names.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No case asked for, or an option outside its range.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static IReadOnlyList<string> WriteMyoPs(
        string folder, int cases, long seed, PhantomOptions? options = null, string? labelFolder = null,
        Action<string>? written = null, CancellationToken cancellation = default)
    {
        if (cases < 1)
            throw new ArgumentOutOfRangeException(nameof(cases), cases, $"{cases} cases asked for; expected at least 1.");
        labelFolder ??= folder;
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(labelFolder);
        var names = new List<string>();
        for (int i = 0; i < cases; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            PhantomCase phantom = CardiacPhantom.Generate(seed, i, options);
            NiftiHeader header = PhantomGrid.Header(
                [phantom.Width, phantom.Height, phantom.Slices],
                [phantom.PixelSpacingMm, phantom.PixelSpacingMm, phantom.SliceSpacingMm],
                new RandomStream((ulong)seed, (ulong)i, GridStream));
            string name = string.Create(CultureInfo.InvariantCulture, $"phantom_{i + 1:000}");
            Write(folder, name, "C0", phantom.C0);
            Write(folder, name, "DE", phantom.De);
            Write(folder, name, "T2", phantom.T2);
            Write(labelFolder, name, "gd", phantom.Labels);
            names.Add(name);
            written?.Invoke(name);

            void Write(string to, string of, string what, short[] voxels) =>
                NiftiImage.Create(header, voxels).Write(Path.Combine(to, $"{of}_{what}.nii.gz"), Fast);
        }

        return names;
    }

    /// <summary>
    /// Writes patients in the ACDC layout: <c>patient001/Info.cfg</c>, <c>patient001_4d.nii.gz</c>, and image and labels of
    /// the end-diastolic and the end-systolic frame.
    /// </summary>
    /// <param name="folder">Where to; created if missing. Files of the same names are replaced.</param>
    /// <param name="patients">How many, at least 1.</param>
    /// <param name="seed">Equal seeds give byte-equal files.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <param name="written">Told each patient's name once its files are there.</param>
    /// <param name="cancellation">Stops between patients.</param>
    /// <returns>The patients' names.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No patient asked for, or an option outside its range.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static IReadOnlyList<string> WriteAcdc(
        string folder, int patients, long seed, CinePhantomOptions? options = null,
        Action<string>? written = null, CancellationToken cancellation = default)
    {
        if (patients < 1)
            throw new ArgumentOutOfRangeException(nameof(patients), patients, $"{patients} patients asked for; expected at least 1.");
        var names = new List<string>();
        for (int i = 0; i < patients; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            CinePhantomCase cine = CinePhantom.Generate(seed, i, options);
            string name = string.Create(CultureInfo.InvariantCulture, $"patient{i + 1:000}");
            string own = Path.Combine(folder, name);
            Directory.CreateDirectory(own);
            NiftiHeader series = NiftiHeader.For(
                [cine.Width, cine.Height, cine.Slices, cine.Frames], [cine.PixelSpacingMm, cine.PixelSpacingMm, cine.SliceSpacingMm, 0.04]);
            NiftiHeader volume = NiftiHeader.For(
                [cine.Width, cine.Height, cine.Slices], [cine.PixelSpacingMm, cine.PixelSpacingMm, cine.SliceSpacingMm]);
            NiftiImage.Create(series, cine.Cine).Write(Path.Combine(own, $"{name}_4d.nii.gz"), Fast);
            foreach ((int frame, byte[] labels) in new[] { (1, cine.EndDiastoleLabels), (cine.EndSystole, cine.EndSystoleLabels) })
            {
                string stem = Path.Combine(own, string.Create(CultureInfo.InvariantCulture, $"{name}_frame{frame:00}"));
                NiftiImage.Create(volume, cine.Frame(frame).ToArray()).Write($"{stem}.nii.gz", Fast);
                NiftiImage.Create(volume, labels).Write($"{stem}_gt.nii.gz", Fast);
            }

            // Info.cfg last: a patient is there when it can be read.
            string info = string.Create(
                CultureInfo.InvariantCulture,
                $"ED: 1\nES: {cine.EndSystole}\nGroup: {cine.Group}\nHeight: {160 + i * 7 % 30}.0\nNbFrame: {cine.Frames}\nWeight: " +
                    $"{55 + i * 11 % 40}.0\n");
            AtomicFile.WriteText(Path.Combine(own, "Info.cfg"), info);
            names.Add(name);
            written?.Invoke(name);
        }

        return names;
    }

    /// <summary>
    /// Writes images in the BUSI layout: <c>benign/benign (1).png</c> in RGB, <c>benign (1)_mask.png</c> (and <c>_mask_1</c>) in gray,
    /// and likewise <c>malignant</c> and <c>normal</c>, whose masks are black RGB.
    /// </summary>
    /// <param name="folder">Where to; created if missing. Files of the same names are replaced, and second masks of them removed.</param>
    /// <param name="images">How many, at least 1; which kind each is follows from the seed.</param>
    /// <param name="seed">Equal seeds give byte-equal files.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <param name="written">Told each image's name once its files are there.</param>
    /// <param name="cancellation">Stops between images.</param>
    /// <returns>The images' names.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No image asked for, or an option outside its range.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static IReadOnlyList<string> WriteBusi(
        string folder, int images, long seed, UltrasoundPhantomOptions? options = null,
        Action<string>? written = null, CancellationToken cancellation = default)
    {
        if (images < 1)
            throw new ArgumentOutOfRangeException(nameof(images), images, $"{images} images asked for; expected at least 1.");
        var counts = new Dictionary<BusiKind, int>();
        var names = new List<string>();
        for (int i = 0; i < images; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            UltrasoundPhantomCase phantom = UltrasoundPhantom.Generate(seed, i, options);
            counts[phantom.Kind] = counts.GetValueOrDefault(phantom.Kind) + 1;
            string kind = phantom.Kind.ToString().ToLowerInvariant();
            string name = string.Create(CultureInfo.InvariantCulture, $"{kind} ({counts[phantom.Kind]})");
            Directory.CreateDirectory(Path.Combine(folder, kind));
            for (int m = 0; m < phantom.Masks.Count; m++)
            {
                bool[] mask = Array.ConvertAll(phantom.Masks[m], v => v != 0);
                RasterImage.FromMask(phantom.Width, phantom.Height, mask).Write(Of(m == 0 ? "_mask" : $"_mask_{m}"));
            }

            if (phantom.Masks.Count < 2)
                File.Delete(Of("_mask_1")); // of an image written before under this name; readers would join it
            if (phantom.Masks.Count == 0)
                RasterImage.FromRgb8(phantom.Width, phantom.Height, new byte[3 * phantom.Image.Length]).Write(Of("_mask"));
            RasterImage.FromRgb8(phantom.Width, phantom.Height, [.. phantom.Image.SelectMany(v => new[] { v, v, v })]).Write(Of(""));
            names.Add(name);
            written?.Invoke(name);

            string Of(string ending) => Path.Combine(folder, kind, $"{name}{ending}.png");
        }

        return names;
    }
}
