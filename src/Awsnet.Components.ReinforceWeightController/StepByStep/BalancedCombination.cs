namespace Awsnet.Components;

/// <summary>The positive solution of G w = w^(−1/α): the least point of the convex ½ wᵀ G w − Σ ∫ w^(−1/α).</summary>
internal static class BalancedCombination
{
    private const int MaximumSteps = 100;
    private const double Tolerance = 1e-13, Acceptable = 1e-9;

    /// <summary>Newton's method with steps that keep every weight positive and the residual falling.</summary>
    /// <returns>Whether there is a solution.</returns>
    internal static bool Solve(GramMatrix gram, double alpha, Span<double> weights)
    {
        int count = gram.Count;
        Span<double> residual = stackalloc double[count], trial = stackalloc double[count], step = stackalloc double[count];
        Span<double> scale = stackalloc double[count];
        Span<double> jacobian = count <= GramMatrix.LargestOnStack ? stackalloc double[count * count] : new double[count * count];
        for (int i = 0; i < count; i++)
            weights[i] = Math.Pow(gram[i, i], -alpha / (1 + alpha));   // the solution where no two gradients meet
        for (int iteration = 0; iteration < MaximumSteps; iteration++)
        {
            double size = Residual(gram, alpha, weights, residual);
            if (size < Tolerance)
                return true;
            // Scaled to a diagonal of 1, so that gradients of very different lengths do not look singular.
            for (int i = 0; i < count; i++)
                scale[i] = 1 / Math.Sqrt(gram[i, i] + Math.Pow(weights[i], -1 / alpha - 1) / alpha);
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                    jacobian[i * count + j] = i == j ? 1 : gram[i, j] * scale[i] * scale[j];
                step[i] = -residual[i] * scale[i];
            }
            if (!LinearSystem.Solve(jacobian, step))
                return false;
            for (int i = 0; i < count; i++)
                step[i] *= scale[i];
            double length = LongestStep(weights, step), before = Merit(gram, alpha, weights);
            bool isStalled = true;
            for (int halving = 0; halving < 60; halving++, length /= 2)
            {
                for (int i = 0; i < count; i++)
                    trial[i] = weights[i] + length * step[i];
                // At the end the merit no longer resolves what the residual still does.
                if (Merit(gram, alpha, trial) < before || Residual(gram, alpha, trial, residual) < size)
                {
                    isStalled = false;
                    break;
                }
            }
            if (isStalled)
                break;
            trial.CopyTo(weights);
        }
        return Residual(gram, alpha, weights, residual) < Acceptable;
    }

    /// <summary>The largest |G w − w^(−1/α)|, as a part of w^(−1/α).</summary>
    private static double Residual(GramMatrix gram, double alpha, ReadOnlySpan<double> weights, Span<double> residual)
    {
        double largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double wanted = Math.Pow(weights[i], -1 / alpha);
            residual[i] = gram.Dot(i, weights) - wanted;
            largest = Math.Max(largest, Math.Abs(residual[i]) / wanted);
        }
        return largest;
    }

    private static double Merit(GramMatrix gram, double alpha, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * gram.Dot(i, weights) / 2;
            sum -= alpha == 1 ? Math.Log(weights[i]) : Math.Pow(weights[i], 1 - 1 / alpha) / (1 - 1 / alpha);
        }
        return sum;
    }

    private static double LongestStep(ReadOnlySpan<double> weights, ReadOnlySpan<double> step)
    {
        double length = 1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (step[i] < 0)
                length = Math.Min(length, -0.99 * weights[i] / step[i]);
        }
        return length;
    }
}
