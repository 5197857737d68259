using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Awsnet.Components.Samples;

/// <summary>
/// What a folder's networks were trained on, and how. A resumed run with other cases would score them on what they were trained on.
/// </summary>
internal static class TrainedOn
{
    /// <summary>A case as a line: its name, and a hash that tells its images and labels from others of the same name.</summary>
    public static string Line<T>(string id, IEnumerable<float[]> images, T[] labels)
        where T : struct
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] image in images)
            hash.AppendData(MemoryMarshal.AsBytes<float>(image));
        hash.AppendData(MemoryMarshal.AsBytes<T>(labels));
        return $"{id} {Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }

    /// <summary>Keeps the list of a folder's first run and refuses another one.</summary>
    /// <exception cref="ArgumentException">The folder's networks were trained otherwise, or know other cases.</exception>
    public static void Check(string folder, string how, IEnumerable<string> training, IEnumerable<string> validation)
    {
        string file = Path.Combine(folder, "trained-on.txt");
        string[] now = [how, .. training.Select(line => $"train {line}"), .. validation.Select(line => $"validate {line}")];
        Directory.CreateDirectory(folder);
        if (!File.Exists(file))
            WholeFile.Write(file, string.Join('\n', now) + '\n');
        string[] first = File.ReadAllLines(file);
        int same = first.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same < Math.Max(first.Length, now.Length))
            throw new ArgumentException(
                $"The networks in {folder} are of another run: {Path.GetFileName(file)} says \"{first.ElementAtOrDefault(same)}\" where " +
                $"this run has \"{now.ElementAtOrDefault(same)}\". Choose another folder.");
    }
}
