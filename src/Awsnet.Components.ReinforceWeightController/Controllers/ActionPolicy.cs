namespace Awsnet.Components;

/// <summary>
/// One softmax policy per loss over a common action set: p_i = softmax(θ_i / τ), Eqs. 6-7 of the paper. Buffers are flat, losses by
/// actions.
/// </summary>
internal sealed class ActionPolicy
{
    private readonly int _losses;
    private readonly int _actions;
    private readonly double _temperature;

    internal ActionPolicy(int losses, int actions, double temperature)
    {
        _losses = losses;
        _actions = actions;
        _temperature = temperature;
        Theta = new double[losses * actions];
        Probabilities = new double[losses * actions];
        Refresh();
    }

    internal double[] Theta { get; }

    internal double[] Probabilities { get; }

    internal ReadOnlySpan<double> Of(int loss) => Probabilities.AsSpan(loss * _actions, _actions);

    /// <summary>Computes the probabilities from θ.</summary>
    internal void Refresh()
    {
        for (int loss = 0; loss < _losses; loss++)
        {
            var theta = Theta.AsSpan(loss * _actions, _actions);
            var p = Probabilities.AsSpan(loss * _actions, _actions);
            double sum = Softmax.Numerators(theta, _temperature, p);
            for (int a = 0; a < p.Length; a++)
                p[a] /= sum;
        }
    }

    internal int Sample(int loss, RandomStream random)
    {
        double left = random.Uniform();
        var p = Of(loss);
        for (int a = 0; a < p.Length - 1; a++)
        {
            left -= p[a];
            if (left < 0)
                return a;
        }
        return p.Length - 1;
    }

    /// <summary>
    /// Adds scale · Σ_j A_j ∇θ log p(action_j). With ∇ log p = (onehot − p) / τ that is, for action a of one loss,
    /// (Σ of A_j where a was chosen − p_a · Σ_j A_j) / τ.
    /// </summary>
    /// <param name="chosen">For each loss and action the sum of the advantages of the candidates that chose it.</param>
    /// <param name="total">Sum of all advantages.</param>
    /// <param name="scale">Factor.</param>
    /// <param name="gradient">Added to.</param>
    internal void AddScores(ReadOnlySpan<double> chosen, double total, double scale, Span<double> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] += scale / _temperature * (chosen[i] - Probabilities[i] * total);
    }

    /// <summary>Adds scale · ∇θ H, which is −p (log p + H) / τ.</summary>
    internal void AddEntropyGradient(double scale, Span<double> gradient)
    {
        for (int loss = 0; loss < _losses; loss++)
        {
            var p = Of(loss);
            double entropy = EntropyOf(loss);
            var g = gradient.Slice(loss * _actions, _actions);
            for (int a = 0; a < g.Length; a++)
            {
                if (p[a] > 0)
                    g[a] -= scale * p[a] * (Math.Log(p[a]) + entropy) / _temperature;
            }
        }
    }

    /// <summary>Mean entropy per loss as a part of the largest, log of the number of actions.</summary>
    internal double MeanEntropy()
    {
        double sum = 0;
        for (int loss = 0; loss < _losses; loss++)
            sum += EntropyOf(loss);
        return sum / (_losses * Math.Log(_actions));
    }

    /// <summary>Greatest total-variation distance from uniform of any loss.</summary>
    internal double Drift()
    {
        double greatest = 0;
        for (int loss = 0; loss < _losses; loss++)
        {
            double distance = 0;
            foreach (double p in Of(loss))
                distance += Math.Abs(p - 1.0 / _actions) / 2;
            greatest = Math.Max(greatest, distance);
        }
        return greatest;
    }

    private double EntropyOf(int loss)
    {
        double entropy = 0;
        foreach (double p in Of(loss))
        {
            if (p > 0)
                entropy -= p * Math.Log(p);
        }
        return entropy;
    }
}
