using System.Globalization;

namespace Awsnet.Components;

/// <summary>Writes phantoms as the files that the readers of this package, and everyone else's, expect.</summary>
public static class PhantomFiles
{
    private const ulong GridStream = 3;

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
    public static IReadOnlyList<string> WriteMyoPs(
        string folder, int cases, long seed, PhantomOptions? options = null, string? labelFolder = null,
        Action<string>? written = null, CancellationToken cancellation = default)
    {
        if (cases < 1)
            throw new ArgumentOutOfRangeException(nameof(cases), cases, $"{cases} cases asked for; expected at least 1.");
        labelFolder ??= folder;
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(labelFolder);
        // Noise hardly compresses: the fastest level takes a third of the time for a few per cent of size.
        var fast = new NiftiWriteOptions { GzipLevel = 1 };
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
                NiftiImage.Create(header, voxels).Write(Path.Combine(to, $"{of}_{what}.nii.gz"), fast);
        }

        return names;
    }
}
