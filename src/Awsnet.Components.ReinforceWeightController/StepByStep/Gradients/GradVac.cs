using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// Gradient vaccine (Wang et al. 2021): each gradient is turned toward each of the others, in an order drawn at random, until their cosine
/// is at least its exponential moving average ρ̂ᵢⱼ. The sum of the results is Σ wⱼ gⱼ.
/// </summary>
public sealed class GradVac : StepWeighting
{
    private const double Epsilon = 1e-8;
    private readonly double _beta;
    private readonly double[] _targets;

    /// <summary>A weighting at its start.</summary>
    /// <param name="losses">The losses' names.</param>
    /// <param name="beta">β, the weight of the newest cosine in ρ̂. In (0, 1]. Default 0.5.</param>
    /// <param name="options">Null for the defaults; its seed is used.</param>
    public GradVac(IEnumerable<string> losses, double beta = 0.5, StepWeightingOptions? options = null)
        : base(losses, options, StepNeeds.Gram)
    {
        _beta = Option.InRange(beta, beta is > 0 and <= 1, "in (0, 1]", nameof(beta));
        _targets = new double[Count * Count];
    }

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        SumTurned(input, weights, Vaccinate);
        return null;
    }

    private void Vaccinate(GramMatrix gram, Span<double> combination, int i, int j)
    {
        if (j == i)
            return;
        ref double target = ref _targets[i * Count + j];
        double norm = gram.Norm(combination), cosine = norm > 0 ? gram.Dot(j, combination) / (norm * gram.Norm(j)) : 0;
        if (cosine < target)
        {
            double sine = Math.Sqrt(Math.Max(0, 1 - cosine * cosine)), targetSine = Math.Sqrt(Math.Max(0, 1 - target * target));
            combination[j] += norm * (target * sine - cosine * targetSine) / (gram.Norm(j) * (targetSine + Epsilon));
        }
        target = (1 - _beta) * target + _beta * cosine;
    }

    private protected override JsonObject Parameters() => new() { ["beta"] = _beta };

    private protected override IEnumerable<double[]> Details() => [_targets];
}
