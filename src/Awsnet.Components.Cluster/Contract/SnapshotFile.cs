using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>A state in a file of the run's folder, known by what is in it.</summary>
/// <param name="Sha256">The SHA-256 of the whole file, in lower case.</param>
/// <param name="Name">Where it lies within the run's folder.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record SnapshotFile(string Sha256, string Name, long Bytes)
{
    internal static SnapshotFile Of(string root, string path) =>
        new(Digest(path), Path.GetRelativePath(root, path), new FileInfo(path).Length);

    /// <summary>The file's full path.</summary>
    /// <exception cref="FormatException">It would lie outside the run's folder.</exception>
    internal string In(string root)
    {
        string path = Path.GetFullPath(Path.Combine(root, Name));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new FormatException($"The snapshot \"{Name}\" lies outside {root}.");
    }

    /// <summary>What is wrong with the file as it is on the disk; null if it is whole.</summary>
    internal string? Damage(string root)
    {
        string path = In(root);
        var file = new FileInfo(path);
        if (!file.Exists)
            return $"{path} is gone";
        if (file.Length != Bytes)
            return $"{path} has {file.Length} bytes in place of {Bytes}";
        return Digest(path) == Sha256 ? null : $"{path} is damaged: its SHA-256 is not {Sha256}";
    }

    internal JsonObject ToJson() => new() { ["sha256"] = Sha256, ["name"] = Name, ["bytes"] = Bytes };

    internal static SnapshotFile? OfJson(StateReader json) => json.IsNull
        ? null
        : new SnapshotFile(json["sha256"].Text(), json["name"].Text(), json["bytes"].Long());

    private static string Digest(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant();
    }
}
