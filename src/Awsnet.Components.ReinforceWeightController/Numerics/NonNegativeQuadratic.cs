namespace Awsnet.Components;

/// <summary>The least ½ sᵀ Q s + qᵀ s over s ≥ 0, for a positive definite Q: Lawson and Hanson's active sets.</summary>
internal static class NonNegativeQuadratic
{
    private const double Tolerance = 1e-14;

    /// <returns>False where no solution was found.</returns>
    internal static bool Minimize(ReadOnlySpan<double> quadratic, ReadOnlySpan<double> linear, Span<double> solution)
    {
        int count = linear.Length;
        Span<bool> isFree = stackalloc bool[count];
        Span<double> target = stackalloc double[count];
        solution.Clear();
        for (int round = 0; round < 10 * count + 10; round++)
        {
            int steepest = Steepest(quadratic, linear, solution, isFree);
            if (steepest < 0)
                return true;
            isFree[steepest] = true;
            while (true)
            {
                if (!SolveFree(quadratic, linear, isFree, target))
                    return false;
                double step = 1;
                for (int i = 0; i < count; i++)
                {
                    if (isFree[i] && target[i] <= 0)
                        step = Math.Min(step, solution[i] / (solution[i] - target[i]));
                }
                if (step >= 1)
                    break;
                for (int i = 0; i < count; i++)
                {
                    if (!isFree[i])
                        continue;
                    solution[i] += step * (target[i] - solution[i]);
                    if (solution[i] <= Tolerance)
                        (solution[i], isFree[i]) = (0, false);
                }
            }
            target.CopyTo(solution);
        }
        return false;
    }

    /// <summary>The element held at 0 whose rise lowers the sum most, or −1.</summary>
    private static int Steepest(
        ReadOnlySpan<double> quadratic, ReadOnlySpan<double> linear, ReadOnlySpan<double> solution, ReadOnlySpan<bool> isFree)
    {
        int steepest = -1, count = linear.Length;
        double most = Tolerance;
        for (int i = 0; i < count; i++)
        {
            double descent = -linear[i];
            for (int j = 0; j < count; j++)
                descent -= quadratic[i * count + j] * solution[j];
            if (!isFree[i] && descent > most)
                (most, steepest) = (descent, i);
        }
        return steepest;
    }

    /// <summary>The least point over the free elements alone, whatever their sign; the others are 0.</summary>
    private static bool SolveFree(
        ReadOnlySpan<double> quadratic, ReadOnlySpan<double> linear, ReadOnlySpan<bool> isFree, Span<double> target)
    {
        int count = linear.Length, free = 0;
        Span<int> places = stackalloc int[count];
        for (int i = 0; i < count; i++)
        {
            if (isFree[i])
                places[free++] = i;
        }
        Span<double> matrix = free <= GramMatrix.LargestOnStack ? stackalloc double[free * free] : new double[free * free];
        Span<double> right = stackalloc double[free];
        for (int i = 0; i < free; i++)
        {
            right[i] = -linear[places[i]];
            for (int j = 0; j < free; j++)
                matrix[i * free + j] = quadratic[places[i] * count + places[j]];
        }
        target.Clear();
        if (!LinearSystem.Solve(matrix, right))
            return false;
        for (int i = 0; i < free; i++)
            target[places[i]] = right[i];
        return true;
    }
}
