namespace Awsnet.Components;

/// <summary>
/// PCGrad (Yu et al. 2020): from each gradient its part against each of the others is taken out, in an order drawn at random. All happens
/// in the gradients' span, so the sum of the results is Σ wⱼ gⱼ.
/// </summary>
/// <param name="losses">The losses' names.</param>
/// <param name="options">Null for the defaults; its seed is used.</param>
public sealed class PCGrad(IEnumerable<string> losses, StepWeightingOptions? options = null)
    : StepWeighting(losses, options, StepNeeds.Gram)
{
    private protected override string? Compute(StepInput input, Span<double> weights)
    {
        SumTurned(input, weights, static (gram, combination, _, j) =>
        {
            double along = gram.Dot(j, combination);
            if (along < 0)
                combination[j] -= along / gram[j, j];
        });
        return null;
    }
}
