using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// CAGrad (Liu et al. 2021): the direction near the mean gradient g₀ that helps the worst loss most. With x on the simplex least in
/// xᵀ G 1/n + c ‖g₀‖ ‖Σ xᵢ gᵢ‖, w = (1/n + c ‖g₀‖ x / ‖Σ xᵢ gᵢ‖) / (1 + c²).
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="c">c: how far from the mean gradient, 0 to below 1. Default 0.5.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class CAGrad(IEnumerable<string> losses, double c = 0.5, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private const double Epsilon = 1e-8;
    private readonly double _c = Option.InRange(c, c is >= 0 and < 1, "in [0, 1)", nameof(c));

    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        var gram = GramMatrix.Relative(input.Gram, Count);
        Span<double> x = stackalloc double[Count];
        x.Fill(1.0 / Count);
        double mean = gram.Between(x, x);
        double radius = _c * Math.Sqrt(Math.Max(0, mean) + Epsilon) + Epsilon;
        if (!WorstLossSimplex.Minimize(gram, radius, x))
            return "the direction that helps the worst loss was not found";
        double pull = radius / (gram.Norm(x) + Epsilon);
        for (int i = 0; i < Count; i++)
            weights[i] = (1.0 / Count + pull * x[i]) / (1 + _c * _c);
        return null;
    }

    private protected override JsonObject Parameters() => new() { ["c"] = _c };
}
