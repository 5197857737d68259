using System.Globalization;

namespace Awsnet.Components;

/// <summary>What a task's losses came to on one batch: the sum that is minimized, and each term by itself.</summary>
/// <param name="Total">L = Σ α_l L_l, a scalar on the graph; the trainer calls <c>backward</c> on it.</param>
/// <param name="Terms">Each L_l before weighing, in the order of the weights: a scalar, or <see langword="null"/> where the weight is 0 and
/// nothing was computed.</param>
public readonly record struct LossTerms(Tensor Total, IReadOnlyList<Tensor?> Terms)
{
    /// <summary>The weighted sum of terms.</summary>
    /// <param name="weights">α.</param>
    /// <param name="terms">One scalar on the graph per weight; <see langword="null"/> allowed where the weight is 0. Terms of weight 0 are
    /// not added.</param>
    /// <exception cref="ArgumentException">The counts differ, or a term with a weight above 0 is missing.</exception>
    public static LossTerms Weighted(LossWeights weights, IReadOnlyList<Tensor?> terms)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Count != weights.Count)
            throw new ArgumentException(
                $"There are {weights.Count} weights but {terms.Count} loss terms; give one term per weight, null where the weight is 0.",
                nameof(terms));
        Tensor? total = null;
        for (int i = 0; i < terms.Count; i++)
        {
            if (weights[i] == 0)
                continue;
            Tensor term = terms[i]
                ?? throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The loss \"{weights.Names[i]}\" has weight {weights[i]} but no term; null is for weight 0 alone."), nameof(terms));
            total = total is null ? term * weights[i] : total + term * weights[i];
        }
        return new LossTerms(total!, terms);
    }

    /// <inheritdoc cref="Weighted(LossWeights, IReadOnlyList{Tensor})"/>
    public static LossTerms Weighted(LossWeights weights, params Tensor?[] terms) => Weighted(weights, (IReadOnlyList<Tensor?>)terms);

    /// <summary>The sum over supervision heads that <see cref="DeepSupervision"/> gives.</summary>
    /// <param name="loss">Sum and heads' own losses.</param>
    public static implicit operator LossTerms(SupervisionLoss loss) => new(loss.Total, loss.Heads);

    /// <summary>The total and every term as numbers, by one read; not-a-number where nothing was computed.</summary>
    internal (double Total, double[] Terms) Read()
    {
        using var scope = NewDisposeScope();
        var all = Terms;
        int[] computed = [.. Enumerable.Range(0, all.Count).Where(index => all[index] is not null)];
        Tensor[] scalars = [Total, .. computed.Select(index => all[index]!)];
        foreach (Tensor scalar in scalars)
        {
            if (scalar.numel() != 1)
                throw new UnusableLossException(
                    $"A loss is [{string.Join(", ", scalar.shape)}]; a loss must be a scalar, for instance a mean.");
        }
        // One synchronization with the device, not one per loss.
        Tensor read = stack([.. scalars.Select(scalar => scalar.detach().reshape(1L).to(ScalarType.Float64))]).cpu();
        double[] numbers = [.. read.data<double>()];
        var terms = new double[Terms.Count];
        Array.Fill(terms, double.NaN);
        for (int i = 0; i < computed.Length; i++)
            terms[computed[i]] = numbers[i + 1];
        return (numbers[0], terms);
    }
}
