namespace Awsnet.Components;

/// <summary>How a <see cref="WeightSearch{TSnapshot}"/> tries its candidates.</summary>
public sealed record WeightSearchOptions
{
    /// <summary>Candidates an epoch: K of the paper.</summary>
    /// <value>1 or more. Default 10, the paper's. 1 with a strategy that needs no comparison trains at the price of plain training.</value>
    public int Candidates { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 10;

    /// <summary>How many candidates train side by side.</summary>
    /// <value>1 or more; above 1 the trainable must be an <see cref="IForkableTrainable{TSnapshot}"/>. Default 1: one after the other. The
    /// outcome does not depend on it.</value>
    public int Parallelism { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>
    /// Rollback guard: when the best candidate's reward is worse than the incumbent's by more than this, the incumbent stays.
    /// </summary>
    /// <value>0 or more, in the reward's own unit, or null for no guard. Default null, as in the paper.</value>
    public double? RollbackTolerance
    {
        get;
        init => field = Option.InRange(
            value, value is null || (value >= 0 && double.IsFinite(value.Value)), "0 or more and finite, or null");
    }

    /// <summary>
    /// After this many rollbacks in a row the best candidate is taken all the same, so that one lucky score cannot stop the search.
    /// </summary>
    /// <value>1 or more. Default 3.</value>
    public int MaximumRollbacks { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 3;

    /// <summary>Successive halving inside the epoch, or null to train every candidate for the whole epoch.</summary>
    /// <value>Default null. The trainable must be an <see cref="IBudgetedTrainable{TSnapshot}"/>.</value>
    public SuccessiveHalving? Halving { get; init; }

    /// <summary>
    /// Whether proposals with equal weights and equal seed are trained once and share the result. Exact for a trainable that is
    /// deterministic.
    /// </summary>
    /// <value>Default false.</value>
    public bool TrainEqualProposalsOnce { get; init; }

    /// <summary>
    /// The search gives up with a <see cref="WeightSearchException"/> after this many epochs in a row in which every candidate failed.
    /// </summary>
    /// <value>1 or more. Default 3.</value>
    public int StopAfterFailedEpochs { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 3;
}
