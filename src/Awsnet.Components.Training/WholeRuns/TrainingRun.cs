using System.Globalization;

namespace Awsnet.Components;

/// <summary>A plain training with the weights of a trial.</summary>
internal sealed class TrainingRun<TNetwork, TBatch> : ISavableRun
    where TNetwork : nn.Module
{
    private readonly AutoWeightedTraining<TNetwork, TBatch> _training;
    private readonly WholeRunTrial _trial;
    private readonly string? _folder;

    /// <param name="task">What is to be trained.</param>
    /// <param name="options">The plan, all of it with fixed weights here.</param>
    /// <param name="trial">Weights and seed.</param>
    /// <param name="folder">Where checkpoints go; null for nowhere.</param>
    internal TrainingRun(TrainingTask<TNetwork, TBatch> task, TrainingOptions options, WholeRunTrial trial, string? folder = null)
    {
        _training = new AutoWeightedTraining<TNetwork, TBatch>(task, options with
        {
            FixedEpochs = options.Epochs,
            AutoEpochs = 0,
            FixedWeights = trial.Weights,
            Seed = trial.Seed,
            KeepBest = false,
        });
        (_trial, _folder) = (trial, folder);
    }

    public string Fingerprint => _training.Fingerprint;

    internal TNetwork Network => _training.Network;

    /// <exception cref="CandidateException">The folder cannot be used, which says nothing about the weights.</exception>
    public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var part = progress is null ? null : new PartOfWay(progress, _training.Epoch, epochs - _training.Epoch);
        try
        {
            return _training.TrainTo(epochs, _folder, part, cancellation);
        }
        catch (Exception e) when (_folder is not null && e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CandidateException(null, string.Create(
                CultureInfo.InvariantCulture, $"Run {_trial.Repeat + 1} of candidate {_trial.Candidate + 1} stopped: {e.Message}"));
        }
    }

    public void Save(string path) => _training.Save(path);

    public void Load(string path, int epochs) => _training.Load(path);

    public void Dispose() => _training.Dispose();

    private sealed class PartOfWay(IProgress<TrainingProgress> whole, int before, int epochs) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            whole.Report(new TrainingProgress((value.Epoch + value.Fraction - before) / epochs, value.Loss));
    }
}
