using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// A step-by-step weighting: what all methods share. The methods are one small class each, of the shape of their equation.
/// </summary>
/// <remarks>
/// A method gives raw weights. They are divided by the largest, raised to 1 / <see cref="StepWeightingOptions.LargestRatio"/> where they
/// fall below it (negative ones too), smoothed in their logarithms, and divided by their sum.
/// </remarks>
public abstract partial class StepWeighting : IStepWeighting
{
    private readonly double[] _raw, _candidate, _logWeights;
    private bool _isStarted;
    private long _fallbacks, _bounded;
    private string? _lastReason;

    private protected StepWeighting(IEnumerable<string> losses, StepWeightingOptions? options, StepNeeds needs)
    {
        LossNames = LossWeights.CheckedNames(losses);
        Options = options ?? new();
        Needs = needs;
        Random = RandomStream.FromSeed(Options.Seed);
        Weights = LossWeights.Equal(LossNames);
        _raw = new double[Count];
        _raw.AsSpan().Fill(1);
        _candidate = new double[Count];
        _logWeights = new double[Count];
    }

    /// <inheritdoc/>
    public ImmutableArray<string> LossNames { get; }

    /// <summary>Bound, smoothing, refresh interval and seed.</summary>
    public StepWeightingOptions Options { get; }

    /// <inheritdoc/>
    public StepNeeds Needs { get; }

    /// <inheritdoc/>
    public long Step { get; private set; }

    /// <inheritdoc/>
    public bool IsRefreshDue => Step % Options.RefreshInterval == 0;

    /// <inheritdoc/>
    public LossWeights Weights { get; private set; }

    /// <summary>
    /// The weights as the method's equation gives them, before bound, smoothing and division by the sum; 1 before the first step.
    /// </summary>
    /// <value>One per loss. Methods of gradients may give negative ones.</value>
    public ReadOnlySpan<double> RawWeights => _raw;

    private protected int Count => LossNames.Length;

    private protected RandomStream Random { get; }

    /// <inheritdoc/>
    public LossWeights Next(StepInput input)
    {
        Check(input);
        if (IsRefreshDue)
            Refresh(input);
        else if (ProblemOf(input.Losses) is null)
            Follow(input.Losses);
        Step++;
        return Weights;
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<double> losses)
    {
        CheckCount(losses, nameof(losses));
        if (Needs.HasFlag(StepNeeds.Observation) && ProblemOf(losses) is null)
            Learn(losses);
    }

    /// <inheritdoc/>
    public StepDiagnosis Diagnose() => new(Step, _fallbacks, _lastReason, _bounded);

    /// <summary>The method's equation.</summary>
    /// <param name="input">Finite, not negative; the Gram matrix symmetric with a positive diagonal.</param>
    /// <param name="weights">To be filled.</param>
    /// <returns><see langword="null"/>, or why the weights cannot be computed.</returns>
    private protected abstract string? Compute(StepInput input, Span<double> weights);

    /// <summary>Losses of a step that keeps its weights, finite and not negative; for methods that follow means.</summary>
    private protected virtual void Follow(ReadOnlySpan<double> losses)
    {
    }

    /// <summary>Losses after the step.</summary>
    private protected virtual void Learn(ReadOnlySpan<double> losses)
    {
    }

    private void Refresh(StepInput input)
    {
        string? problem = ProblemOf(input.Losses) ?? ProblemOfGradients(input) ?? Compute(input, _candidate)
            ?? ProblemOfWeights(_candidate);
        if (problem is not null)
        {
            _fallbacks++;
            _lastReason = problem;
            return;
        }
        _candidate.CopyTo(_raw, 0);
        Adopt();
    }

    private void Adopt()
    {
        double largest = _raw.Max(), floor = 1 / Options.LargestRatio;
        bool isHeld = false;
        var values = ImmutableArray.CreateBuilder<double>(Count);
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            double relative = _raw[i] / largest;
            isHeld |= relative < floor;
            double log = Math.Log(Math.Max(relative, floor));
            // An unbounded weight of 0 has no logarithm to smooth.
            _logWeights[i] = _isStarted && double.IsFinite(log) && double.IsFinite(_logWeights[i])
                ? Options.Smoothing * _logWeights[i] + (1 - Options.Smoothing) * log
                : log;
            values.Add(Math.Exp(_logWeights[i]));
            sum += values[i];
        }
        for (int i = 0; i < Count; i++)
            values[i] /= sum;
        if (isHeld)
            _bounded++;
        _isStarted = true;
        Weights = LossWeights.Trusted(LossNames, values.MoveToImmutable());
    }

    private string? ProblemOf(ReadOnlySpan<double> losses)
    {
        for (int i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]) || losses[i] < 0)
                return FormattableString.Invariant($"the loss \"{LossNames[i]}\" was {losses[i]}");
        }
        return null;
    }

    private string? ProblemOfGradients(StepInput input)
    {
        if (Needs.HasFlag(StepNeeds.Gram) || Needs.HasFlag(StepNeeds.Validation))
        {
            for (int i = 0; i < Count; i++)
            {
                if (!(input.Gram[i * Count + i] > 0) || !double.IsFinite(input.Gram[i * Count + i]))
                    return FormattableString.Invariant($"the squared gradient of \"{LossNames[i]}\" was {input.Gram[i * Count + i]}");
            }
            foreach (double product in input.Gram)
            {
                if (!double.IsFinite(product))
                    return "the Gram matrix was not finite";
            }
        }
        if (!Needs.HasFlag(StepNeeds.Validation))
            return null;
        if (!(input.ValidationSquaredNorm > 0) || !double.IsFinite(input.ValidationSquaredNorm))
            return FormattableString.Invariant($"the squared validation gradient was {input.ValidationSquaredNorm}");
        foreach (double product in input.ValidationProducts)
        {
            if (!double.IsFinite(product))
                return "a product with the validation gradient was not finite";
        }
        return null;
    }

    private static string? ProblemOfWeights(ReadOnlySpan<double> weights)
    {
        double largest = 0;
        foreach (double weight in weights)
        {
            if (!double.IsFinite(weight))
                return "a weight was not finite";
            largest = Math.Max(largest, weight);
        }
        return largest > 0 ? null : "no weight was above 0";
    }

    private void Check(StepInput input)
    {
        CheckCount(input.Losses, "losses");
        if (!IsRefreshDue)
            return;
        if (Needs.HasFlag(StepNeeds.Gram) || Needs.HasFlag(StepNeeds.Validation))
            CheckGram(input.Gram);
        if (Needs.HasFlag(StepNeeds.Validation) && input.ValidationProducts.Length != Count)
            throw new ArgumentException(
                $"There are {Count} losses but {input.ValidationProducts.Length} products with the validation gradient; give one per " +
                "loss.", nameof(input));
    }

    private void CheckCount(ReadOnlySpan<double> losses, string name)
    {
        if (losses.Length != Count)
            throw new ArgumentException(
                $"There are {Count} losses ({string.Join(", ", LossNames)}) but {losses.Length} values; give one per loss.", name);
    }

    private void CheckGram(ReadOnlySpan<double> gram)
    {
        if (gram.Length != Count * Count)
            throw new ArgumentException(
                $"{GetType().Name} needs the Gram matrix of {Count} gradients, {Count * Count} numbers, but {gram.Length} were given.",
                "input");
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double one = gram[i * Count + j], other = gram[j * Count + i];
                if (Math.Abs(one - other) > 1e-6 * Math.Sqrt(Math.Abs(gram[i * Count + i])) * Math.Sqrt(Math.Abs(gram[j * Count + j])))
                    throw new ArgumentException(
                        FormattableString.Invariant(
                        $"The Gram matrix is not symmetric: it has {one} at [{i}, {j}] and {other} at [{j}, {i}]; give gᵢ · gⱼ."), "input");
            }
        }
    }
}
