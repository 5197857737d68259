namespace Awsnet.Components;

/// <summary>The state at hand of a trainable, in a file.</summary>
internal static class TrainableFiles
{
    internal static void SaveState<TSnapshot>(this ISavableTrainable<TSnapshot> trainable, string path)
    {
        var snapshot = trainable.Snapshot();
        try
        {
            trainable.Save(path, snapshot);
        }
        finally
        {
            trainable.Release(snapshot);
        }
    }
}
