namespace Awsnet.Components;

/// <summary>What macOS puts beside a file on foreign disks and in archives: <c>._a.png</c>, of the ending of an image, and none.</summary>
internal static class LitterFile
{
    public static bool Is(string path) => Path.GetFileName(path).StartsWith("._", StringComparison.Ordinal);
}
