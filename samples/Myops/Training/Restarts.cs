namespace Awsnet.Components.Myops;

/// <summary>
/// Trains a stage, and restarts it where its network turns out dead. Now and then the first weights make a small structure so improbable
/// that no gradient raises it again: the loss of the other classes falls, and the structure is not found once. Such a network is set aside
/// early, and another seed draws other first weights.
/// </summary>
/// <param name="folder">The stage's folder. What is set aside lies beside it.</param>
internal sealed class Restarts(string folder)
{
    /// <summary>How many attempts a stage has at most; the last one is trained to the end in any case.</summary>
    public const int Most = 3;

    /// <summary>The file in the stage's folder that says which attempt it is at, from the second on.</summary>
    public const string MarkName = "attempt.txt";

    // Live networks find their structure within five epochs.
    private const int LeastEpochs = 10;
    private const double NotFound = 0.01;

    /// <summary>Trains until a network lives.</summary>
    /// <param name="stage">The stage; each attempt but the first has another seed.</param>
    /// <param name="progress">Receives every step, and a restart as a warning.</param>
    /// <param name="train">Trains or resumes an attempt.</param>
    public StageSummary Run(
        Stage stage, IProgress<RunProgress> progress, CancellationToken cancellation,
        Func<Stage, IProgress<RunProgress>, CancellationToken, StageSummary> train)
    {
        for (var attempt = Current(); ; attempt++)
        {
            var seed = attempt == 1 ? stage.Options.Seed : SplitMix64.DeriveSeed(stage.Options.Seed + attempt);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var patience = attempt == Most ? int.MaxValue : Math.Max(LeastEpochs, stage.Options.FixedEpochs / 3);
            var watch = new Watch(progress, patience, stage.Options.FixedEpochs, stop);
            try
            {
                return train(stage with { Options = stage.Options with { Seed = seed } }, watch, stop.Token) with { Attempt = attempt };
            }
            catch (OperationCanceledException) when (watch.Dead is not null && !cancellation.IsCancellationRequested)
            {
                SetAside(attempt);
                progress.Report(watch.Dead with
                {
                    Event = RunEvent.Warning,
                    Message =
                        $"found nothing in {watch.Dead.Epoch + 1} epochs; restarting with another seed: attempt {attempt + 1} of {Most}",
                });
            }
        }
    }

    /// <summary>Which attempt the folder is at. The mark goes where the folder is copied to.</summary>
    private int Current()
    {
        var mark = Path.Combine(folder, MarkName);
        if (File.Exists(mark)) return int.Parse(File.ReadAllText(mark));
        return 1 + Enumerable.Range(1, Most).TakeWhile(attempt => Directory.Exists(Aside(attempt))).Count();
    }

    private void SetAside(int attempt)
    {
        Directory.Move(folder, Aside(attempt));
        TextFile.Write(Path.Combine(folder, MarkName), $"{attempt + 1}");
    }

    private string Aside(int attempt) => $"{folder}-dead-{attempt}";

    private sealed class Watch(
        IProgress<RunProgress> progress, int patience, int fixedEpochs, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        /// <summary>The last report of a network that was given up; null while it is not.</summary>
        public RunProgress? Dead { get; private set; }

        public void Report(RunProgress value)
        {
            progress.Report(value);
            // Later on the weights are searched for, and other arms may start from here: such a network is kept.
            var isTime = value.Event == RunEvent.Epoch && value.Epoch + 1 >= patience && value.Epoch + 1 < fixedEpochs;
            if (!isTime || value.Evaluation is not { Warning: null } || !(value.BestReward < NotFound)) return;
            Dead = value;
            stop.Cancel();
        }
    }
}
