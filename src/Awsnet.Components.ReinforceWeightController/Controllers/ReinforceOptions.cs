using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// Options of <see cref="ReinforceController"/>. The defaults are <see cref="Effective"/>; the paper's are <see cref="PaperFaithful"/>.
/// </summary>
public sealed record ReinforceOptions : ControllerOptions
{
    /// <summary>Creates the effective settings.</summary>
    public ReinforceOptions() => ControlArm = true;

    /// <summary>
    /// The defaults, under which the policy learns within 50 epochs: rate 0.05, leave-one-out baseline, standardized advantages, a control
    /// arm, and a small entropy bonus that keeps every action possible.
    /// </summary>
    public static ReinforceOptions Effective { get; } = new();

    /// <summary>
    /// The paper's constants: actions ±0.15 and 0, R = (ε + 0.04)³, running baseline with γ = 0.99, Adam at 0.001, θ ~ N(0, 0.001). Its
    /// policy hardly moves in 50 epochs; most of its effect is best-of-K.
    /// </summary>
    public static ReinforceOptions PaperFaithful { get; } = new()
    {
        Optimizer = new() { LearningRate = 0.001 },
        EntropyBonus = 0,
        Baseline = BaselineKind.RunningMean,
        StandardizeAdvantages = false,
        Transform = RewardTransform.Paper,
        ControlArm = false,
    };

    /// <summary>The changes of a logit to choose from, the same for every loss.</summary>
    /// <value>Two or more different finite numbers. Default −0.15, 0, +0.15.</value>
    /// <exception cref="ArgumentException">There are fewer than two, two are alike, or one is not finite.</exception>
    public ImmutableArray<double> Actions
    {
        get;
        init
        {
            if (value.IsDefault || value.Length < 2 || value.Distinct().Count() != value.Length || !value.All(double.IsFinite))
                throw new ArgumentException("Actions must be two or more different finite numbers.", nameof(value));
            field = value;
        }
    } = [-0.15, 0, 0.15];

    /// <summary>Standard deviation σ of the policy's initial parameters θ.</summary>
    /// <value>0 or more. Default 0.001, the paper's.</value>
    public double InitialDeviation
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 1e-3;

    /// <summary>Temperature τ of the policy: p = softmax(θ / τ).</summary>
    /// <value>Above 0. Default 1.</value>
    public double PolicyTemperature
    {
        get;
        init => field = Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite");
    } = 1;

    /// <summary>
    /// How a reward is stretched. A step whose stretched rewards are too large for numbers to be squared teaches nothing.
    /// </summary>
    /// <value>Default <see cref="RewardTransform.Identity"/>; the paper has (ε + 0.04)³.</value>
    public RewardTransform Transform
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = RewardTransform.Identity;

    /// <summary>What a reward is compared with.</summary>
    /// <value>Default <see cref="BaselineKind.LeaveOneOut"/>; the paper has a running mean.</value>
    public BaselineKind Baseline
    {
        get;
        init => field = Option.InRange(value, Enum.IsDefined(value), "one of RunningMean, LeaveOneOut, None");
    } = BaselineKind.LeaveOneOut;

    /// <summary>γ of the running mean: the weight of the newest mean.</summary>
    /// <value>In (0, 1]. Default 0.99, the paper's.</value>
    public double BaselineRate { get; init => field = Option.InRange(value, value is > 0 and <= 1, "in (0, 1]"); } = 0.99;

    /// <summary>
    /// Whether the advantages of a step are divided by their standard deviation, so that steps of different scale count alike. Rewards that
    /// are alike to 1e-12 of their size teach nothing then; a lone candidate's stays as it is.
    /// </summary>
    /// <value>Default true; false in the paper.</value>
    public bool StandardizeAdvantages { get; init; } = true;

    /// <summary>Weight of the policy's entropy in what is maximized; keeps it from deciding too soon.</summary>
    /// <value>0 or more. Default 0.05; 0 in the paper.</value>
    public double EntropyBonus
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 0.05;

    /// <summary>The optimizer of the policy.</summary>
    /// <value>Default Adam at 0.05; 0.001 in the paper.</value>
    public PolicyOptimizer Optimizer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>How many steps pass before the policy learns; best-of-K and the baseline work from the first.</summary>
    /// <value>0 or more. Default 0.</value>
    public int WarmUp { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>The policy moves once in so many steps, by the mean of their gradients.</summary>
    /// <value>1 or more. Default 1.</value>
    public int UpdateInterval { get; init => field = Option.InRange(value, value >= 1, "1 or more"); } = 1;

    /// <summary>The largest probability that any action can have after so many steps, whatever the rewards.</summary>
    /// <remarks>
    /// Adam moves a parameter by about its rate r at each update. After n updates θ is at most n r for the likeliest of A actions and at
    /// least −n r for the others: p ≤ 1 / (1 + (A − 1) e^(−2 n r / τ)). At the paper's 50 updates of 0.001 that is 0.356.
    /// </remarks>
    /// <param name="steps">Steps (auto-weighted epochs): 0 or more.</param>
    public double LargestProbability(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        double updates = Math.Max(0, steps - WarmUp) / UpdateInterval;
        return 1 / (1 + (Actions.Length - 1) * Math.Exp(-2 * updates * Optimizer.LearningRate / PolicyTemperature));
    }

    /// <summary>
    /// Whether the policy can leave random search within so many steps: whether an action can come to at least 1.2 times a uniform one's
    /// probability.
    /// </summary>
    /// <param name="steps">Steps (auto-weighted epochs): 0 or more.</param>
    public bool CanLearn(int steps) => LargestProbability(steps) >= 1.2 / Actions.Length;

    internal override string Strategy => "reinforce";
}
