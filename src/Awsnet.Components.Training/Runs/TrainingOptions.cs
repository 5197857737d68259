using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>How a run trains: its plan, its arithmetic and its precautions.</summary>
public sealed record TrainingOptions
{
    /// <summary>Epochs with fixed weights, before any auto-weighted ones.</summary>
    /// <value>0 or more. Default 150, the paper's.</value>
    public int FixedEpochs { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 150;

    /// <summary>Auto-weighted epochs that follow. They need a controller.</summary>
    /// <value>0 or more. Default 50, the paper's; 0 for plain training.</value>
    public int AutoEpochs { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 50;

    /// <summary>The weights of the fixed epochs; not used with a step-by-step weighting, which finds them.</summary>
    /// <value>Default null: equal weights, 0.25 each for four heads as in the paper.</value>
    public LossWeights? FixedWeights { get; init; }

    /// <summary>How candidates are tried in an auto-weighted epoch: K, side by side or one by one, halving, rollback guard.</summary>
    /// <value>Default K = 10, one after the other.</value>
    public WeightSearchOptions Search { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>
    /// Seed of the network's initial weights and of the fixed epochs. The auto-weighted epochs take theirs from the controller.
    /// </summary>
    /// <value>0 or more. Default 0.</value>
    public long Seed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>Torch's threads for an epoch with fixed weights. Kernels, and with them the last bits, depend on it.</summary>
    /// <value>1 or more, or null (the default) for torch's count when the run begins; the run records which.</value>
    public int? Threads { get; init => field = Option.InRange(value, value is null or >= 1, "1 or more, or null"); }

    /// <summary>Torch's threads for each candidate of an auto-weighted epoch.</summary>
    /// <value>1 or more, or null (the default): 1 with candidates side by side, <see cref="Threads"/> one after the other. The run records
    /// which.</value>
    public int? ThreadsPerCandidate { get; init => field = Option.InRange(value, value is null or >= 1, "1 or more, or null"); }

    /// <summary>How the learning rate goes over all epochs of the run, auto-weighted ones included.</summary>
    /// <value>Default constant, as in the paper.</value>
    public LearningRateSchedule Schedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = LearningRateSchedule.Constant;

    /// <summary>Gradients of what the optimizer trains are scaled down together when their norm exceeds this.</summary>
    /// <value>Above 0, or null (the default) for no clipping.</value>
    public double? ClipGradientNorm
    {
        get;
        init => field = Option.InRange(value, value is null || (value > 0 && double.IsFinite(value.Value)), "above 0 and finite, or null");
    }

    /// <summary>
    /// Decay of an exponential moving average of the parameters, which is then what is validated and kept as the best network.
    /// </summary>
    /// <value>0 to below 1, for instance 0.999, or null (the default) for none.</value>
    public double? EmaDecay { get; init => field = Option.InRange(value, value is null or (>= 0 and < 1), "0 to below 1, or null"); }

    /// <summary>
    /// Validates every so many epochs of fixed weights, and always after the last. Auto-weighted epochs validate every candidate.
    /// </summary>
    /// <value>1 or more. Default 1.</value>
    public int ValidateEvery { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>Whether a greater reward is better. With a controller it must be the controller's.</summary>
    /// <value>Default true.</value>
    public bool Maximize { get; init; } = true;

    /// <summary>Whether the run ends with the network that validated best, instead of the last one.</summary>
    /// <value>Default true.</value>
    public bool KeepBest { get; init; } = true;

    /// <summary>A stage (fixed or auto-weighted) ends early after so many validations in a row without a new best of the stage.</summary>
    /// <value>1 or more, or null (the default) for never.</value>
    public int? EarlyStoppingPatience { get; init => field = Option.InRange(value, value is null or >= 1, "1 or more, or null"); }

    /// <summary>
    /// A step whose loss or gradient is not finite is skipped and reported; after so many in a row the epoch has diverged.
    /// </summary>
    /// <value>0 or more; at 0 the first one ends the epoch. Default 4.</value>
    public int SkippedStepsAllowed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 4;

    /// <summary>A fixed epoch whose mean loss exceeds the least of the epochs before by this factor has diverged.</summary>
    /// <value>Above 1, or null for no such check. Default 10. A least below a hundredth of the first epoch's mean loss counts as that
    /// hundredth.</value>
    public double? DivergenceFactor { get; init => field = Option.InRange(value, value is null or > 1, "above 1, or null"); } = 10;

    /// <summary>A fixed epoch that diverged is taken back and tried again at half the learning rate, at most so often in a run.</summary>
    /// <value>0 or more. Default 3. A candidate that diverges is not tried again: it scores worst.</value>
    public int DivergenceRetries { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 3;

    /// <summary>
    /// Whether losses, weights, learning rate and validation also go to TensorBoard event files in the run's folder, a step per epoch.
    /// </summary>
    /// <value>Default false. It does not change the outcome.</value>
    public bool TensorBoard { get; init; }

    /// <summary>
    /// How old the last checkpoint may be before one is written in the middle of an epoch, between two steps or two candidates. There is
    /// one after every epoch in any case.
    /// </summary>
    /// <value>0 or more. Default 1 minute. It does not change the outcome.</value>
    public TimeSpan CheckpointInterval
    {
        get;
        init => field = Option.InRange(value, value >= TimeSpan.Zero, "0 or more");
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The run continues when a checkpoint cannot be written, say because the disk is full, and stops with an error after more epochs in a
    /// row than this.
    /// </summary>
    /// <value>0 or more; at 0 the first one stops it. Default 3. It does not change the outcome.</value>
    public int UnsavedEpochsAllowed { get; init => field = Option.InRange(value, value >= 0, "0 or more"); } = 3;

    /// <summary>
    /// Whether the process keeps the memory that tensors give back, for the next ones: <see cref="CpuMemory.KeepFreed"/>. It holds for the
    /// whole process.
    /// </summary>
    /// <value>Default true: a step of large tensors takes a third to three quarters less time on Linux, and a quarter more memory. It does
    /// not change the outcome.</value>
    public bool KeepFreedMemory { get; init; } = true;

    /// <summary>All epochs of the plan.</summary>
    /// <value>FixedEpochs + AutoEpochs. Default 200.</value>
    public int Epochs => FixedEpochs + AutoEpochs;

    /// <summary>The options as the run's files have them. All of them change the outcome; what does not is left out.</summary>
    internal JsonObject ToJson() => new()
    {
        ["fixedEpochs"] = FixedEpochs,
        ["autoEpochs"] = AutoEpochs,
        ["fixedWeights"] = FixedWeights is null ? null : new JsonArray([.. FixedWeights.Values.Select(weight => (JsonNode)weight)]),
        ["candidates"] = Search.Candidates,
        ["seed"] = Seed,
        ["threads"] = Threads,
        ["threadsPerCandidate"] = ThreadsPerCandidate,
        ["schedule"] = Schedule.ToJson(),
        ["clipGradientNorm"] = ClipGradientNorm,
        ["emaDecay"] = EmaDecay,
        ["validateEvery"] = ValidateEvery,
        ["maximize"] = Maximize,
        ["keepBest"] = KeepBest,
        ["earlyStoppingPatience"] = EarlyStoppingPatience,
        ["skippedStepsAllowed"] = SkippedStepsAllowed,
        ["divergenceFactor"] = DivergenceFactor,
        ["divergenceRetries"] = DivergenceRetries,
    };

    /// <summary>The options with thread counts that are numbers: what a run records.</summary>
    internal TrainingOptions Resolved(int torchThreads)
    {
        int threads = Threads ?? torchThreads;
        return this with { Threads = threads, ThreadsPerCandidate = ThreadsPerCandidate ?? (Search.Parallelism > 1 ? 1 : threads) };
    }

    /// <summary>Whether plan, losses and controller fit together.</summary>
    internal void CheckPlan(IReadOnlyList<string> losses, IWeightController? controller)
    {
        if (Epochs == 0)
            throw new ArgumentException("FixedEpochs and AutoEpochs are both 0; plan at least one epoch.");
        if (FixedWeights is not null && !FixedWeights.Names.SequenceEqual(losses))
            throw new ArgumentException(
                $"FixedWeights are of {string.Join(", ", FixedWeights.Names)}, but the task's losses are {string.Join(", ", losses)}; " +
                "name them alike, in the same order.");
        if (AutoEpochs == 0)
            return;
        if (controller is null)
            throw new ArgumentException(
                $"AutoEpochs is {AutoEpochs} but there is no controller to propose weights; give one, or set AutoEpochs to 0.");
        if (!controller.LossNames.SequenceEqual(losses))
            throw new ArgumentException(
                $"The controller weighs {string.Join(", ", controller.LossNames)}, but the task's losses are " +
                $"{string.Join(", ", losses)}; name them alike, in the same order.");
        if (controller.Maximize != Maximize)
            throw new ArgumentException(
                $"Maximize is {Maximize} in the options but {controller.Maximize} in the controller; set both alike.");
    }
}
