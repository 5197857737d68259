namespace Awsnet.Components;

/// <summary>A fresh trainable as a run that can change processes: its state is the trainable's snapshot.</summary>
internal sealed class SavableTrainableRun<TSnapshot>(ISavableTrainable<TSnapshot> trainable, WholeRunTrial trial) : ISavableRun
{
    private TrainableRun<TSnapshot> _run = new(trainable, trial);

    public string Fingerprint => trainable.Fingerprint;

    public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        _run.TrainTo(epochs, progress, cancellation);

    public void Save(string path) => trainable.SaveState(path);

    public void Load(string path, int epochs)
    {
        var snapshot = trainable.Load(path);
        trainable.Restore(snapshot);
        trainable.Release(snapshot);
        _run = new TrainableRun<TSnapshot>(trainable, trial, epochs);
    }

    public void Dispose() => _run.Dispose();
}
