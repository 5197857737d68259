namespace Awsnet.Components.Myops;

/// <summary>What the process returns.</summary>
public static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A defect of the program: an error that it did not expect.</summary>
    public const int Defect = 1;

    /// <summary>A file, folder or option that cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C or a request to end: 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
