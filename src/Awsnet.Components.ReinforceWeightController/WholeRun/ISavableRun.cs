namespace Awsnet.Components;

/// <summary>A run whose state can be a file, so that it can be trained on in another process or on another machine.</summary>
/// <remarks>
/// Trained to a rung, saved, and trained on by another process that started it for the same trial, it must come to the bits of a run that
/// was never left.
/// </remarks>
public interface ISavableRun : IWholeRun
{
    /// <summary>What the last bits depend on beside program, processor and threads: for instance the version of a native library.</summary>
    string Fingerprint => "";

    /// <summary>Writes the state to a file.</summary>
    /// <param name="path">The file; it is not there yet.</param>
    void Save(string path);

    /// <summary>Goes on from a state, before anything is trained.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote, perhaps in another process.</param>
    /// <param name="epochs">How many epochs were done then.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another run.</exception>
    void Load(string path, int epochs);
}
