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

    /// <summary>Deletes it; a process that ends may still be writing there, so that it takes more than one try.</summary>
    public void Dispose()
    {
        for (int triesLeft = 10; ; triesLeft--)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (triesLeft > 0)
            {
                Thread.Sleep(200);
            }
        }
    }
}
