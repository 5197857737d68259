namespace Awsnet.Components.TestKit;

/// <summary>A folder of one test's own, deleted with everything in it at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("awsnet-test-").FullName;

    /// <summary>The full path of a file or folder below this one; its parent exists.</summary>
    public string this[string relative]
    {
        get
        {
            string full = System.IO.Path.Combine(Path, relative);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            return full;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
