using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Awsnet.Components.Myops;

/// <summary>What tells a case's data from other data, whatever its files are called and however they are compressed.</summary>
/// <param name="Images">SHA-256 of grid and voxels of the three sequences, in hexadecimal digits.</param>
/// <param name="Labels">The same of the annotation; null where there is none.</param>
internal sealed record CaseFingerprint(string Images, string? Labels)
{
    /// <summary>The fingerprint of a case in memory.</summary>
    public static CaseFingerprint Of(MyoPsVolume volume) => new(
        Hash(volume, volume.C0, volume.De, volume.T2), volume.Labels is { } labels ? Hash(volume, labels) : null);

    /// <summary>The fingerprints of some cases by name.</summary>
    public static IReadOnlyDictionary<string, CaseFingerprint> Of(IEnumerable<MyoPsVolume> volumes) =>
        volumes.ToDictionary(volume => volume.Id, Of, StringComparer.Ordinal);

    private static string Hash<T>(MyoPsVolume volume, params ReadOnlySpan<T[]> voxels)
        where T : struct
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        double[] grid =
        [
            volume.Slices, volume.Height, volume.Width, volume.SliceSpacingMm, volume.RowSpacingMm, volume.ColumnSpacingMm,
        ];
        hash.AppendData(MemoryMarshal.AsBytes<double>(grid));
        foreach (var one in voxels) hash.AppendData(MemoryMarshal.AsBytes<T>(one));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
