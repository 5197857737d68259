using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>One non-negative weight per loss, by name and by position, summing to 1: a point of the simplex. Immutable.</summary>
/// <remarks>The names are free: "stride 8" and "task A" are alike.</remarks>
public sealed class LossWeights : IReadOnlyDictionary<string, double>, IEquatable<LossWeights>
{
    private LossWeights(ImmutableArray<string> names, ImmutableArray<double> values)
    {
        Names = names;
        Values = values;
    }

    /// <summary>The losses' names, in the order in which losses, actions and observed values are given everywhere.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The weights in the order of <see cref="Names"/>.</summary>
    /// <value>Each in [0, 1]; they sum to 1.</value>
    public ImmutableArray<double> Values { get; }

    /// <summary>How many losses there are.</summary>
    public int Count => Names.Length;

    /// <summary>The weight at a position.</summary>
    /// <param name="index">Position in <see cref="Names"/>.</param>
    public double this[int index] => Values[index];

    /// <summary>The weight of a loss.</summary>
    /// <param name="key">The loss's name.</param>
    /// <exception cref="KeyNotFoundException">No loss has this name.</exception>
    public double this[string key] => TryGetValue(key, out double value)
        ? value
        : throw new KeyNotFoundException($"There is no loss \"{key}\"; the losses are {string.Join(", ", Names)}.");

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Names;

    IEnumerable<double> IReadOnlyDictionary<string, double>.Values => Values;

    /// <summary>The same weight, 1/n, for every loss.</summary>
    /// <param name="names">The losses' names: at least one, no two alike.</param>
    public static LossWeights Equal(IEnumerable<string> names)
    {
        var all = CheckedNames(names);
        return new LossWeights(all, [.. Enumerable.Repeat(1.0 / all.Length, all.Length)]);
    }

    /// <inheritdoc cref="Equal(IEnumerable{string})"/>
    public static LossWeights Equal(params string[] names) => Equal((IEnumerable<string>)names);

    /// <summary>Given weights, divided by their sum.</summary>
    /// <param name="weights">Name and weight of each loss: finite, not negative, at least one above 0.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, all are 0, or a name is missing or repeated.</exception>
    public static LossWeights Of(IEnumerable<(string Name, double Weight)> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var pairs = weights.ToArray();
        return Of(CheckedNames(pairs.Select(pair => pair.Name)), pairs.Select(pair => pair.Weight).ToArray());
    }

    /// <inheritdoc cref="Of(IEnumerable{ValueTuple{string, double}})"/>
    public static LossWeights Of(params (string Name, double Weight)[] weights) => Of((IEnumerable<(string, double)>)weights);

    /// <summary>Given weights in the order of the names, divided by their sum.</summary>
    /// <param name="names">The losses' names: at least one, no two alike.</param>
    /// <param name="weights">One weight per name: finite, not negative, at least one above 0.</param>
    /// <exception cref="ArgumentException">The counts differ, a weight is negative or not finite, or all are 0.</exception>
    public static LossWeights Of(IEnumerable<string> names, ReadOnlySpan<double> weights)
    {
        var all = CheckedNames(names);
        if (weights.Length != all.Length)
            throw new ArgumentException(
                $"There are {all.Length} losses but {weights.Length} weights; give one weight per loss.", nameof(weights));
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(weights[i]) || weights[i] < 0)
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture,
                    $"The weight of \"{all[i]}\" is {weights[i]}; weights must be finite and not negative."), nameof(weights));
            sum += weights[i];
        }
        if (!(sum > 0) || double.IsInfinity(sum))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The weights sum to {sum}; at least one must be above 0 and the sum finite."),
                nameof(weights));
        var values = ImmutableArray.CreateBuilder<double>(weights.Length);
        // Weights that sum to 1 but for rounding stay as they are, so that what was saved is what is loaded; none is above 1.
        double divisor = Math.Abs(sum - 1) < 1e-12 ? 1 : sum;
        foreach (double weight in weights)
            values.Add(Math.Min(1, weight / divisor));
        return new LossWeights(all, values.MoveToImmutable());
    }

    /// <summary>The weights as a span, which loss functions take.</summary>
    /// <param name="weights">The weights.</param>
    public static implicit operator ReadOnlySpan<double>(LossWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Values.AsSpan();
    }

    /// <summary>Whether every weight differs from the other's by no more than a tolerance.</summary>
    /// <param name="other">Weights of the same losses.</param>
    /// <param name="tolerance">Largest difference allowed.</param>
    public bool IsCloseTo(LossWeights other, double tolerance = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!SameNames(other))
            return false;
        for (int i = 0; i < Count; i++)
        {
            if (!(Math.Abs(Values[i] - other.Values[i]) <= tolerance))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Names.IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        int index = Names.IndexOf(key);
        value = index < 0 ? 0 : Values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return new(Names[i], Values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(LossWeights? other) => other is not null && SameNames(other) && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LossWeights);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (double value in Values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The weights as text, for instance <c>stride 8 0.204, stride 4 0.796</c>.</summary>
    public override string ToString() =>
        string.Join(", ", this.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:0.000}")));

    /// <summary>Weights that are known to lie on the simplex, of names that are known to be good.</summary>
    internal static LossWeights Trusted(ImmutableArray<string> names, ImmutableArray<double> values) => new(names, values);

    internal static ImmutableArray<string> CheckedNames(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ImmutableArray<string> all = names is ImmutableArray<string> array && !array.IsDefault ? array : [.. names];
        if (all.IsEmpty)
            throw new ArgumentException("No loss is named; name at least one.", nameof(names));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in all)
        {
            if (string.IsNullOrWhiteSpace(name))
                throw new ArgumentException("A loss has an empty name; give every loss a name of its own.", nameof(names));
            if (!seen.Add(name))
                throw new ArgumentException($"Two losses are called \"{name}\"; give every loss a name of its own.", nameof(names));
        }
        return all;
    }

    private bool SameNames(LossWeights other) => Names == other.Names || Names.AsSpan().SequenceEqual(other.Names.AsSpan());
}
