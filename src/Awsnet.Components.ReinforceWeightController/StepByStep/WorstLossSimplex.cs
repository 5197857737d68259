namespace Awsnet.Components;

/// <summary>
/// The least xᵀ G 1/n + r √(xᵀ G x + ε) over the simplex: Newton's method over the positive elements. ε is for a G in units of its mean
/// diagonal.
/// </summary>
internal static class WorstLossSimplex
{
    private const double Epsilon = 1e-8, Tolerance = 1e-12;
    private const int MaximumSteps = 200;

    /// <returns>False where no solution was found.</returns>
    internal static bool Minimize(GramMatrix gram, double radius, Span<double> x)
    {
        int count = gram.Count;
        Span<double> slope = stackalloc double[count], step = stackalloc double[count], trial = stackalloc double[count];
        Span<bool> isFree = stackalloc bool[count];
        x.Fill(1.0 / count);
        isFree.Fill(true);
        for (int iteration = 0; iteration < MaximumSteps; iteration++)
        {
            double length = Slope(gram, radius, x, slope);
            if (!NewtonStep(gram, radius, x, slope, isFree, length, step, out double multiplier))
                return false;
            double size = 0, longest = 1;
            int blocking = -1;
            for (int i = 0; i < count; i++)
            {
                size = Math.Max(size, Math.Abs(step[i]));
                if (step[i] < 0 && -x[i] / step[i] < longest)
                    (longest, blocking) = (-x[i] / step[i], i);
            }
            if (size < Tolerance)
            {
                int steepest = Steepest(slope, isFree, multiplier);
                if (steepest < 0)
                    return true;
                isFree[steepest] = true;
                continue;
            }
            double before = Value(gram, radius, x), factor = longest;
            while (true)
            {
                for (int i = 0; i < count; i++)
                    trial[i] = Math.Max(0, x[i] + factor * step[i]);
                if (Value(gram, radius, trial) <= before || factor * size < Tolerance)
                    break;
                factor /= 2;
            }
            trial.CopyTo(x);
            if (blocking >= 0 && factor == longest)
                (x[blocking], isFree[blocking]) = (0, false);
        }
        return true;   // within rounding of the least point
    }

    private static double Value(GramMatrix gram, double radius, ReadOnlySpan<double> x)
    {
        double linear = 0, quadratic = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double along = gram.Dot(i, x);
            linear += along / x.Length;
            quadratic += x[i] * along;
        }
        return linear + radius * Math.Sqrt(Math.Max(0, quadratic) + Epsilon);
    }

    /// <summary>The gradient; returns √(xᵀ G x + ε).</summary>
    private static double Slope(GramMatrix gram, double radius, ReadOnlySpan<double> x, Span<double> slope)
    {
        double norm = gram.Norm(x), length = Math.Sqrt(norm * norm + Epsilon);
        for (int i = 0; i < x.Length; i++)
        {
            double mean = 0;
            for (int j = 0; j < x.Length; j++)
                mean += gram[i, j] / x.Length;
            slope[i] = mean + radius * gram.Dot(i, x) / length;
        }
        return length;
    }

    private static int Steepest(ReadOnlySpan<double> slope, ReadOnlySpan<bool> isFree, double multiplier)
    {
        int steepest = -1;
        double scale = 1e-10 * (Math.Abs(multiplier) + 1e-300), least = -scale;
        for (int i = 0; i < slope.Length; i++)
        {
            if (!isFree[i] && slope[i] + multiplier < least)
                (least, steepest) = (slope[i] + multiplier, i);
        }
        return steepest;
    }

    /// <summary>Newton's step over the free elements whose sum is 0: [H 1; 1 0] [step; multiplier] = [−slope; 0].</summary>
    private static bool NewtonStep(
        GramMatrix gram,
        double radius,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> slope,
        ReadOnlySpan<bool> isFree,
        double length,
        Span<double> step,
        out double multiplier)
    {
        int count = x.Length, free = 0;
        Span<int> places = stackalloc int[count];
        Span<double> along = stackalloc double[count];
        double trace = 0;
        for (int i = 0; i < count; i++)
        {
            along[i] = gram.Dot(i, x);
            trace += gram[i, i];
            if (isFree[i])
                places[free++] = i;
        }
        int size = free + 1;
        Span<double> system = free <= GramMatrix.LargestOnStack ? stackalloc double[size * size] : new double[size * size];
        Span<double> right = stackalloc double[size];
        // Gradients that depend on each other leave H singular; a trace of the identity picks one of equal steps.
        double ridge = 1e-12 * radius * trace / length;
        step.Clear();
        multiplier = 0;
        // Beside very long or very short gradients a border of ones looks singular; one of their size does not.
        foreach (double border in (ReadOnlySpan<double>)[1, radius * trace / length])
        {
            for (int i = 0; i < free; i++)
            {
                for (int j = 0; j < free; j++)
                {
                    (int row, int column) = (places[i], places[j]);
                    system[i * size + j] = radius * (gram[row, column] / length - along[row] * along[column] / (length * length * length))
                        + (i == j ? ridge : 0);
                }
                system[i * size + free] = system[free * size + i] = border;
                right[i] = -slope[places[i]];
            }
            system[free * size + free] = 0;
            right[free] = 0;
            if (!LinearSystem.Solve(system, right))
                continue;
            for (int i = 0; i < free; i++)
                step[places[i]] = right[i];
            multiplier = border * right[free];
            return true;
        }
        return false;
    }
}
