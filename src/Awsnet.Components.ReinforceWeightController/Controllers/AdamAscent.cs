namespace Awsnet.Components;

/// <summary>Adam (Kingma and Ba) going uphill.</summary>
internal sealed class AdamAscent(PolicyOptimizer options, int count)
{
    private readonly double[] _steps = new double[1];

    internal double[] First { get; } = new double[count];

    internal double[] Second { get; } = new double[count];

    internal int Steps
    {
        get => (int)_steps[0];
        set => _steps[0] = value;
    }

    /// <summary>All of it as live arrays.</summary>
    internal IEnumerable<double[]> State => [First, Second, _steps];

    internal void Ascend(Span<double> parameters, ReadOnlySpan<double> gradient)
    {
        Steps++;
        double firstCorrection = 1 - Math.Pow(options.Beta1, Steps);
        double secondCorrection = 1 - Math.Pow(options.Beta2, Steps);
        for (int i = 0; i < parameters.Length; i++)
        {
            First[i] = options.Beta1 * First[i] + (1 - options.Beta1) * gradient[i];
            Second[i] = options.Beta2 * Second[i] + (1 - options.Beta2) * gradient[i] * gradient[i];
            parameters[i] += options.LearningRate * (First[i] / firstCorrection) / (Math.Sqrt(Second[i] / secondCorrection)
                + options.Epsilon);
        }
    }
}
