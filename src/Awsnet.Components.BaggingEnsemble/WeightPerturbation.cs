namespace Awsnet.Components;

/// <summary>Slightly different initial weights for each base learner of an ensemble.</summary>
public static class WeightPerturbation
{
    /// <summary>Weights of a member before any softmax: βᵢ + scale · εᵢ with εᵢ ~ N(0, 1).</summary>
    /// <param name="weights">The common initial weights β, such as [0.5, 0.5, 0.5, 1].</param>
    /// <param name="member">Index of the member; at least 0.</param>
    /// <param name="options">Scale and seed; null for the defaults.</param>
    /// <returns>As many weights.</returns>
    /// <exception cref="ArgumentException">There is no weight, one is not finite, or the scale is out of range.</exception>
    public static double[] Perturb(ReadOnlySpan<double> weights, int member, PerturbationOptions? options = null)
    {
        var noise = Noise(weights, member, options ??= new PerturbationOptions());
        var result = weights.ToArray();
        for (var i = 0; i < result.Length; i++) result[i] += noise[i];
        return result;
    }

    /// <summary>Weights of a member on the simplex: wᵢ e^(scale · εᵢ), scaled to sum to 1. A weight of 0 stays 0.</summary>
    /// <param name="weights">The common weights; none negative, not all 0.</param>
    /// <param name="member">Index of the member; at least 0.</param>
    /// <param name="options">Scale and seed; null for the defaults.</param>
    /// <returns>As many weights, none negative, that sum to 1.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite, all are 0, or the scale is out of range, also for a number
    /// to hold e^(scale · εᵢ).</exception>
    public static double[] PerturbSimplex(ReadOnlySpan<double> weights, int member, PerturbationOptions? options = null)
    {
        var noise = Noise(weights, member, options ??= new PerturbationOptions());
        var result = weights.ToArray();
        double sum = 0;
        for (var i = 0; i < result.Length; i++)
        {
            if (result[i] < 0)
                throw new ArgumentException(
                    FormattableString.Invariant($"Weight {i} is {result[i]}; weights on the simplex are not negative."), nameof(weights));
            result[i] *= Math.Exp(noise[i]);
            sum += result[i];
        }

        if (weights.IndexOfAnyExcept(0) < 0)
            throw new ArgumentException("All weights are 0; at least one must be positive.", nameof(weights));
        if (!(sum > 0) || !double.IsFinite(sum))
            throw new ArgumentException(FormattableString.Invariant(
                $"Scale is {options.Scale}, and the perturbed weights leave the range of numbers; use a smaller scale."), nameof(options));
        for (var i = 0; i < result.Length; i++) result[i] /= sum;
        return result;
    }

    private static double[] Noise(ReadOnlySpan<double> weights, int member, PerturbationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        if (weights.IsEmpty) throw new ArgumentException("There is no weight to perturb; give at least one.", nameof(weights));
        if (!(options.Scale >= 0) || !double.IsFinite(options.Scale))
            throw new ArgumentException(
                FormattableString.Invariant($"Scale is {options.Scale}; it must be at least 0 and finite."), nameof(options));
        for (var i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(weights[i]))
                throw new ArgumentException(
                    FormattableString.Invariant($"Weight {i} is {weights[i]}; weights must be finite."), nameof(weights));
        }

        var noise = new double[weights.Length];
        if (member == 0 && options.KeepFirst) return noise;
        var random = SplitMix64.For((ulong)options.Seed, member);
        for (var i = 0; i < noise.Length; i++) noise[i] = options.Scale * random.NextNormal();
        return noise;
    }
}
