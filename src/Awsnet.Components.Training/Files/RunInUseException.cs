namespace Awsnet.Components;

/// <summary>Another run is at work in a run's folder.</summary>
public sealed class RunInUseException : IOException
{
    internal RunInUseException(string folder)
        : base($"Another run is at work in {folder}; wait for it, or choose another folder.") => Folder = folder;

    /// <summary>The run's folder.</summary>
    public string Folder { get; }
}
