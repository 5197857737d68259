using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>The losses and how a logit β per loss becomes a weight α: where a controller starts and how far it may go.</summary>
/// <remarks>
/// α = m + (1 − n·m) · softmax(β / T), with m = <see cref="MinimumWeight"/>, T = <see cref="Temperature"/>, n losses. The paper: α =
/// softmax(β).
/// </remarks>
public sealed record WeightSpace
{
    /// <summary>Losses by name, in the order of all arrays.</summary>
    /// <param name="names">At least one, no two alike.</param>
    /// <exception cref="ArgumentException">A name is empty or repeated, or there is none.</exception>
    public WeightSpace(IEnumerable<string> names)
    {
        Names = LossWeights.CheckedNames(names);
        InitialLogits = [.. new double[Names.Length]];
    }

    /// <inheritdoc cref="WeightSpace(IEnumerable{string})"/>
    public WeightSpace(params string[] names)
        : this((IEnumerable<string>)names)
    {
    }

    /// <summary>The paper's four supervision heads: deepest first, final head last, β₀ = [0.5, 0.5, 0.5, 1].</summary>
    public static WeightSpace PaperHeads { get; } =
        new("stride 8", "stride 4", "stride 2", "stride 1") { InitialLogits = [0.5, 0.5, 0.5, 1] };

    /// <summary>The losses' names.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>How many losses there are.</summary>
    public int Count => Names.Length;

    /// <summary>The logits β₀ to start from.</summary>
    /// <value>One finite number per loss. Default all 0: equal weights.</value>
    /// <exception cref="ArgumentException">There is not one finite number per loss.</exception>
    public ImmutableArray<double> InitialLogits
    {
        get;
        init
        {
            int given = value.IsDefault ? 0 : value.Length;
            if (given != Names.Length)
                throw new ArgumentException(
                    $"There are {Names.Length} losses but {given} initial logits; give one per loss.", nameof(value));
            foreach (double logit in value)
                Option.InRange(logit, double.IsFinite(logit), "finite numbers");
            field = value;
        }
    }

    /// <summary>Logits are not let below this.</summary>
    /// <value>Any number up to <see cref="MaximumLogit"/>. Default −∞: not bounded.</value>
    public double MinimumLogit
    {
        get;
        init => field = Option.InRange(value, value < double.PositiveInfinity, "a number or negative infinity");
    } = double.NegativeInfinity;

    /// <summary>Logits are not let above this.</summary>
    /// <value>Any number from <see cref="MinimumLogit"/>. Default +∞: not bounded.</value>
    public double MaximumLogit
    {
        get;
        init => field = Option.InRange(value, value > double.NegativeInfinity, "a number or positive infinity");
    } = double.PositiveInfinity;

    /// <summary>No weight falls below this, so that no loss is switched off.</summary>
    /// <value>0 to 1/n, 1/n excluded. Default 0.</value>
    public double MinimumWeight
    {
        get;
        init => field = Option.InRange(
            value, value >= 0 && value * Names.Length < 1, $"at least 0 and below 1/{Names.Length}, the number of losses");
    }

    /// <summary>Temperature T of the softmax: large makes weights alike, small makes them differ.</summary>
    /// <value>Above 0, finite. Default 1.</value>
    public double Temperature
    {
        get;
        init => field = Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite");
    } = 1;

    /// <summary>Writes the weights that belong to logits.</summary>
    /// <param name="logits">β, one per loss, finite.</param>
    /// <param name="weights">Receives α, one per loss.</param>
    internal void ToWeights(ReadOnlySpan<double> logits, Span<double> weights)
    {
        double sum = Softmax.Numerators(logits, Temperature, weights);
        double free = 1 - MinimumWeight * logits.Length;
        for (int i = 0; i < logits.Length; i++)
            weights[i] = MinimumWeight + free * weights[i] / sum;
    }

    /// <summary>The weights of logits as an object of their own.</summary>
    internal LossWeights ToWeights(ReadOnlySpan<double> logits)
    {
        var weights = new double[logits.Length];
        ToWeights(logits, weights);
        return LossWeights.Trusted(Names, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(weights));
    }

    internal double Clamp(double logit) => Math.Clamp(logit, MinimumLogit, MaximumLogit);

    internal void Validate()
    {
        if (MinimumLogit > MaximumLogit)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                $"MinimumLogit {MinimumLogit} is above MaximumLogit {MaximumLogit}; swap them."));
        foreach (double logit in InitialLogits)
        {
            if (logit < MinimumLogit || logit > MaximumLogit)
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture,
                    $"The initial logit {logit} lies outside [{MinimumLogit}, {MaximumLogit}]; widen the bounds or start inside them."));
        }
    }
}
