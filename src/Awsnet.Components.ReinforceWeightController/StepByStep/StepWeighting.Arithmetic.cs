using System.Runtime.CompilerServices;

namespace Awsnet.Components;

public abstract partial class StepWeighting
{
    /// <summary>What a loss of 0 counts as where a method divides by it.</summary>
    private protected const double Smallest = 1e-12;

    private protected static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite", name);

    /// <summary>exp(xᵢ) / Σ exp(xⱼ), in place.</summary>
    private protected static void ToSoftmax(Span<double> values) => Scale(values, 1 / Softmax.Numerators(values, 1, values));

    private protected static void Scale(Span<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] *= factor;
    }

    /// <summary>Whether methods that draw an order take that of the names instead: for comparisons with peers.</summary>
    internal bool IsOrderKept { get; init; }

    /// <summary>Turns the combination that began as gradient i by gradient j.</summary>
    private protected delegate void Turn(GramMatrix gram, Span<double> combination, int i, int j);

    /// <summary>The sum of all gradients, each turned by all of them first, in an order drawn at random.</summary>
    private protected void SumTurned(StepInput input, Span<double> weights, Turn turn)
    {
        var gram = GramMatrix.Relative(input.Gram, Count);
        Span<int> order = stackalloc int[Count];
        Span<double> combination = stackalloc double[Count];
        weights.Clear();
        for (int i = 0; i < Count; i++)
        {
            combination.Clear();
            combination[i] = 1;
            for (int j = 0; j < Count; j++)
                order[j] = j;
            if (!IsOrderKept)
                Random.Shuffle(order);
            foreach (int j in order)
                turn(gram, combination, i, j);
            for (int j = 0; j < Count; j++)
                weights[j] += combination[j];
        }
    }
}
