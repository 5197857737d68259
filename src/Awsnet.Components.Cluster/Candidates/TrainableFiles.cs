namespace Awsnet.Components;

/// <summary>The state at hand of a trainable, in a file and out of it.</summary>
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

    internal static void LoadState<TSnapshot>(this ISavableTrainable<TSnapshot> trainable, string path)
    {
        var snapshot = trainable.Load(path);
        trainable.Restore(snapshot);
        trainable.Release(snapshot);
    }
}
