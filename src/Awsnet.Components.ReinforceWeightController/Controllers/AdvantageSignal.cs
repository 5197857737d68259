namespace Awsnet.Components;

/// <summary>
/// Gathers g = advantage · (onehot − p) for every loss and action. If rewards do not depend on the actions, Σ g / √(Σ g²) is about standard
/// normal.
/// </summary>
internal sealed class AdvantageSignal(int losses, int actions)
{
    internal double[] Sums { get; } = new double[losses * actions];

    internal double[] Squares { get; } = new double[losses * actions];

    /// <summary>
    /// Adds the samples of one step. Over the candidates Σ g = Σ_chosen A − p Σ A, and Σ g² = (1 − 2p) Σ_chosen A² + p² Σ A².
    /// </summary>
    /// <param name="chosen">For each loss and action the sum of A over the candidates that chose it.</param>
    /// <param name="chosenSquares">The same of A².</param>
    /// <param name="total">Sum of A over all candidates.</param>
    /// <param name="totalSquares">Sum of A².</param>
    /// <param name="p">Probability of each action of each loss when they were drawn.</param>
    internal void Add(ReadOnlySpan<double> chosen, ReadOnlySpan<double> chosenSquares, double total, double totalSquares,
        ReadOnlySpan<double> p)
    {
        for (int i = 0; i < Sums.Length; i++)
        {
            Sums[i] += chosen[i] - p[i] * total;
            Squares[i] += (1 - 2 * p[i]) * chosenSquares[i] + p[i] * p[i] * totalSquares;
        }
    }

    /// <summary>Adds g itself, for strategies without discrete actions (one cell a loss).</summary>
    internal void Add(int loss, double g)
    {
        Sums[loss] += g;
        Squares[loss] += g * g;
    }

    /// <summary>Reads what was saved: sums that very large rewards took beyond what a double holds, too.</summary>
    internal void Read(StateReader details)
    {
        details["signal"].CopyTo(Sums, static _ => true);
        details["signalSquares"].CopyTo(Squares, static _ => true);
    }

    /// <summary>The greatest |z| and where it is; NaN before the first sample.</summary>
    internal (double Z, int Loss, int Action) Strongest()
    {
        (double Z, int Loss, int Action) strongest = (double.NaN, 0, 0);
        for (int i = 0; i < Sums.Length; i++)
        {
            if (Squares[i] <= 0)
                continue;
            double z = Sums[i] / Math.Sqrt(Squares[i]);
            if (!(Math.Abs(z) <= Math.Abs(strongest.Z)))
                strongest = (z, i / actions, i % actions);
        }
        return strongest;
    }

    /// <summary>
    /// What |z| exceeds by accident in one of twenty searches, over all losses and actions together (two-sided, Bonferroni).
    /// </summary>
    internal double Needed() => NormalDistribution.Quantile(1 - 0.05 / (2.0 * losses * actions), 61);
}
