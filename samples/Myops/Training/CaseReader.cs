namespace Awsnet.Components.Myops;

/// <summary>Reads cases with errors that the user can act on.</summary>
internal static class CaseReader
{
    /// <summary>Reads all cases of a folder.</summary>
    public static IReadOnlyList<MyoPsVolume> ReadAll(MyoPsFolder folder, CancellationToken cancellation)
    {
        return [.. folder.Cases.Select(files =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Read(files);
        })];
    }

    /// <summary>Reads one case.</summary>
    /// <exception cref="InputException">A voxel is not finite, or no number.</exception>
    public static MyoPsVolume Read(MyoPsCase files)
    {
        try
        {
            var volume = files.Load();
            CheckFinite(volume.C0, files.C0Path);
            CheckFinite(volume.De, files.DePath);
            CheckFinite(volume.T2, files.T2Path);
            return volume;
        }
        catch (NotSupportedException error)
        {
            throw new InputException(
                $"{files.Id}: {error.Message.TrimEnd('.')}. Convert the case's images to numbers, or leave the case out.", error);
        }
    }

    private static void CheckFinite(float[] voxels, string path)
    {
        if (!Array.TrueForAll(voxels, float.IsFinite))
            throw new InputException($"{path}: holds a voxel that is not a finite number. Replace such voxels, or leave the case out.");
    }
}
