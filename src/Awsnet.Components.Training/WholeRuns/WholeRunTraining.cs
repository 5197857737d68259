using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Searches weights by whole runs of a TorchSharp training.</summary>
public static class WholeRunTraining
{
    private const string StateName = "search.json";

    /// <summary>Trains all runs of a search, each a plain training with fixed weights, or resumes where it was stopped.</summary>
    /// <typeparam name="TNetwork">Any module.</typeparam>
    /// <typeparam name="TBatch">What one step trains on.</typeparam>
    /// <param name="search">Of the task's losses; its <see cref="WholeRunOptions.Epochs"/> are the plan's.</param>
    /// <param name="task">What is to be trained. Runs are compared by <see cref="TrainingTask{TNetwork, TBatch}.CandidateScore"/>, or by the
    /// validation's reward where there is none.</param>
    /// <param name="options">
    /// Plan, arithmetic and precautions of each run, all its epochs with fixed weights; weights, seed and auto-weighted epochs are not taken
    /// from it. Null for the defaults.
    /// </param>
    /// <param name="folder">
    /// Where the search's state and every run's checkpoints go; made if missing. A stopped search that it holds is resumed, its runs from
    /// their last step, with the same result to the bit. Null keeps nothing on disk.
    /// </param>
    /// <param name="parallelism">How many runs train side by side, 1 or more: above 1 with one of torch's threads each, where
    /// <see cref="TrainingOptions.Threads"/> does not say otherwise.</param>
    /// <param name="start">
    /// Makes the runs elsewhere, for instance in other processes (<c>WholeRunProcesses.Start</c> of the package <c>Cluster</c>); null to
    /// train them in this one.
    /// </param>
    /// <param name="progress">Receives every score.</param>
    /// <param name="cancellation">Honored between steps; with a folder the state is saved before the exception goes out.</param>
    /// <returns>The best weights: set <see cref="TrainingOptions.FixedWeights"/> to them for the training that counts.</returns>
    /// <exception cref="ArgumentException">Search, task and plan do not fit together; the message says where.</exception>
    /// <exception cref="NotSupportedException">Runs side by side of a network with dropout, whose draws would depend on how they take
    /// turns.</exception>
    /// <exception cref="InvalidOperationException">The task's <c>Network</c> gives the same network again.</exception>
    /// <exception cref="FormatException">The folder holds another search.</exception>
    /// <exception cref="WeightSearchException">Every run failed.</exception>
    /// <exception cref="CandidateException">A run's folder cannot be used: the disk is full, another process is at work there, or its
    /// checkpoints do not fit; or a run elsewhere broke the search off. With a folder calling again trains what is left.</exception>
    public static LossWeights Run<TNetwork, TBatch>(
        this WholeRunSearch search,
        TrainingTask<TNetwork, TBatch> task,
        TrainingOptions? options = null,
        string? folder = null,
        int parallelism = 1,
        Func<WholeRunTrial, IWholeRun>? start = null,
        IProgress<WholeRunProgress>? progress = null,
        CancellationToken cancellation = default)
        where TNetwork : nn.Module
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(task);
        options ??= new();
        Check(search, task, options);
        string? state = folder is null ? null : Path.Combine(folder, StateName);
        if (state is not null && File.Exists(state))
            search.LoadState(ReadState(state));
        if (state is not null)
            Directory.CreateDirectory(folder!);

        HashSet<TNetwork> networks = new(ReferenceEqualityComparer.Instance);
        IWholeRun Start(WholeRunTrial trial)
        {
            string? own = folder is null ? null : Path.Combine(folder, $"run-{trial.Candidate:00}-{trial.Repeat:00}");
            var threads = options.Threads ?? (parallelism > 1 ? 1 : null);
            var run = new TrainingRun<TNetwork, TBatch>(task, options with { Threads = threads }, trial, own);
            if (!networks.Add(run.Network))
                throw new InvalidOperationException(
                    "The task's Network gave the same network again, which has learned in another run; make a new one at each call.");
            if (parallelism > 1)
                SideBySide.RefuseDropout(run.Network);
            return run;
        }

        return search.Run(start ?? Start, parallelism, new Saving(search, state, progress), cancellation);
    }

    private static void Check<TNetwork, TBatch>(WholeRunSearch search, TrainingTask<TNetwork, TBatch> task, TrainingOptions options)
        where TNetwork : nn.Module
    {
        if (!search.LossNames.SequenceEqual(task.LossNames))
            throw new ArgumentException(
                $"The search weighs {string.Join(", ", search.LossNames)}, but the task's losses are {string.Join(", ", task.LossNames)}; " +
                "name them alike, in the same order.");
        if (search.Options.Epochs != options.Epochs)
            throw new ArgumentException(
                $"The search's runs have {search.Options.Epochs} epochs, but the plan has {options.Epochs}; set both alike.");
        if (task.CandidateScore is null && search.Options.Maximize != options.Maximize)
            throw new ArgumentException(
                $"Maximize is {search.Options.Maximize} in the search but {options.Maximize} in the training's options; set both alike.");
    }

    private static JsonObject ReadState(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new FormatException($"{path} holds no JSON object.");
        }
        catch (JsonException damaged)
        {
            throw new FormatException($"{path} is not JSON: {damaged.Message} Delete it to score the runs beside it again.", damaged);
        }
    }

    private sealed class Saving(WholeRunSearch search, string? path, IProgress<WholeRunProgress>? next) : IProgress<WholeRunProgress>
    {
        public void Report(WholeRunProgress value)
        {
            if (path is not null)
                AtomicFile.WriteText(path, search.SaveState().ToJsonString());
            next?.Report(value);
        }
    }
}
