namespace Awsnet.Components;

/// <summary>A trainable whose snapshots can be files, so that its candidates can train in other processes and on other machines.</summary>
/// <typeparam name="TSnapshot">A copy of everything that training changes.</typeparam>
/// <remarks>
/// Two processes that make the trainable the same way, with the same threads, must train the same snapshot to the same bits.
/// </remarks>
public interface ISavableTrainable<TSnapshot> : ITrainable<TSnapshot>
{
    /// <summary>Writes a snapshot to a file. Equal snapshots give equal bytes.</summary>
    /// <param name="path">The file; it is not there yet.</param>
    /// <param name="snapshot">A snapshot that was not released.</param>
    void Save(string path, TSnapshot snapshot);

    /// <summary>Reads a snapshot, equal to the bit to the one that was saved.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote, perhaps in another process.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another trainable.</exception>
    TSnapshot Load(string path);

    /// <summary>What the last bits depend on beside program, processor and threads: for instance the version of a native library.</summary>
    string Fingerprint => "";

    /// <summary>
    /// What training depends on beside state, weights and seed, where it changes from epoch to epoch, such as a learning rate.
    /// </summary>
    /// <value>Text that goes with every candidate to the process that trains it, to <see cref="UseConditions"/>. Default empty.</value>
    string Conditions => "";

    /// <summary>Trains under another process' conditions from now on.</summary>
    /// <param name="conditions">That one's <see cref="Conditions"/>.</param>
    void UseConditions(string conditions)
    {
    }
}
