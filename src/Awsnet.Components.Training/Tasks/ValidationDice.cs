using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// The Dice of a validation set, from counts that stay on the device as integers and are read once:
/// (2 |P ∩ T| + ε) / (|P| + |T| + ε), averaged.
/// </summary>
/// <remarks>
/// ε makes empty against empty score 1 and a false alarm on an empty image almost 0. A set without any foreground gives such a score too,
/// with a warning. A not-a-number among the logits makes every score not-a-number, with a warning too.
/// </remarks>
public sealed class ValidationDice : IDisposable
{
    private readonly (string Name, ImmutableArray<long> Labels)[] _structures;
    private readonly DiceAveraging _averaging;
    private readonly double _smoothing;
    private readonly List<Tensor> _counts = [];
    private readonly List<long> _groups = [];

    /// <summary>Begins with nothing counted.</summary>
    /// <param name="structures">Name and labels of each structure to score, for instance scar with [2]; several labels are taken
    /// together.</param>
    /// <param name="averaging">What one Dice is taken of.</param>
    /// <param name="smoothing">ε, above 0. Default 1e-5, the paper's code's.</param>
    /// <exception cref="ArgumentException">No structure, one without labels, two of one name, or ε not above 0.</exception>
    public ValidationDice(IEnumerable<(string Name, ImmutableArray<long> Labels)> structures,
        DiceAveraging averaging = DiceAveraging.PerImage, double smoothing = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(structures);
        _structures = [.. structures];
        if (_structures.Length == 0 || _structures.Any(structure => structure.Labels.IsDefaultOrEmpty))
            throw new ArgumentException("Give at least one structure, each with at least one label.", nameof(structures));
        if (_structures.DistinctBy(structure => structure.Name).Count() != _structures.Length)
            throw new ArgumentException(
                $"The structures are {string.Join(", ", _structures.Select(structure => structure.Name))}; give each a name of its own.",
                nameof(structures));
        if (!(smoothing > 0) || !double.IsFinite(smoothing))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"The smoothing is {smoothing}; give a finite number above 0, such as 1e-5."),
                nameof(smoothing));
        _averaging = averaging;
        _smoothing = smoothing;
    }

    /// <summary>Counts a batch.</summary>
    /// <param name="logits">[N, classes, …] of 2 classes or more; the class of a pixel is the greatest.</param>
    /// <param name="labels">[N, …], integers.</param>
    /// <param name="groups">With <see cref="DiceAveraging.PerGroup"/> the group of each of the N images; else not needed.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there is one class, or the groups are not N.</exception>
    public void Update(Tensor logits, Tensor labels, IReadOnlyList<long>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        bool fits = logits.dim() >= 3 && labels.dim() == logits.dim() - 1 && logits.shape[0] == labels.shape[0]
            && logits.shape.AsSpan(2).SequenceEqual(labels.shape.AsSpan(1));
        if (!fits)
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}] and labels [{string.Join(", ", labels.shape)}]; expected [N, classes, " +
                "…] and [N, …].");
        if (logits.shape[1] == 1)
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}], one class, which is the greatest everywhere. Put the background beside " +
                "the object: cat([zeros_like(logits), logits], 1).", nameof(logits));
        int images = (int)logits.shape[0];
        if (_averaging == DiceAveraging.PerGroup && groups?.Count != images)
            throw new ArgumentException(
                $"The batch has {images} images but {groups?.Count ?? 0} groups; give the group of each.", nameof(groups));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        Tensor predicted = logits.argmax(1).flatten(1), truth = labels.flatten(1);
        Tensor[] counts = [.. _structures.SelectMany(structure => Count(Of(predicted, structure.Labels), Of(truth, structure.Labels)))];
        // The class of a NaN would be the first, the background. The maximum of an image keeps a NaN.
        Tensor isUndefined = logits.flatten(1).amax([1L]).isnan().to(ScalarType.Int64);
        // [N, structures · 3 + 1]: both, predicted, true of each; at the end whether the image's logits have a NaN.
        _counts.Add(stack([.. counts, isUndefined], 1).DetachFromDisposeScope());
        for (int image = 0; image < images; image++)
            _groups.Add(_averaging switch { DiceAveraging.PerGroup => groups![image], DiceAveraging.Pooled => 0, _ => _groups.Count });
    }

    /// <summary>The score of all that was counted.</summary>
    /// <returns>The mean over the structures as reward, each structure's mean as a metric <c>dice.name</c>.</returns>
    /// <exception cref="InvalidOperationException">Nothing was counted: the validation set is empty.</exception>
    public Evaluation Compute()
    {
        if (_groups.Count == 0)
            throw new InvalidOperationException("The validation set is empty; there is nothing to score.");
        using var scope = NewDisposeScope();
        long[] counts = [.. cat(_counts, 0).cpu().data<long>()];
        int columns = _structures.Length * 3 + 1;
        int undefined = Enumerable.Range(1, _groups.Count).Count(image => counts[image * columns - 1] != 0);
        var dice = new double[_structures.Length];
        List<string> absent = [];
        for (int structure = 0; structure < _structures.Length; structure++)
        {
            var sums = new SortedDictionary<long, (long Both, long Predicted, long True)>();
            for (int image = 0; image < _groups.Count; image++)
            {
                int at = image * columns + structure * 3;
                var sum = sums.GetValueOrDefault(_groups[image]);
                sums[_groups[image]] = (sum.Both + counts[at], sum.Predicted + counts[at + 1], sum.True + counts[at + 2]);
            }
            dice[structure] = undefined > 0
                ? double.NaN
                : sums.Values.Average(sum => (2 * sum.Both + _smoothing) / (sum.Predicted + sum.True + _smoothing));
            if (sums.Values.All(sum => sum.True == 0))
                absent.Add(_structures[structure].Name);
        }
        return new Evaluation(dice.Average())
        {
            Metrics = _structures.Select((structure, index) => (Key: "dice." + structure.Name, Value: dice[index]))
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            Warning = undefined > 0 ? $"The network gives NaN in {undefined} of {_groups.Count} validation images, so there is no Dice. " +
                    "Look for NaN in the images and in its weights."
                : absent.Count == 0 ? null
                : $"The validation set has no pixel of {string.Join(" or ", absent)}: its Dice only says whether the network leaves the " +
                    "images empty. Put a case with it into the validation set.",
        };
    }

    /// <summary>Frees the counts.</summary>
    public void Dispose()
    {
        foreach (Tensor counts in _counts)
            counts.Dispose();
        _counts.Clear();
        _groups.Clear();
    }

    private static Tensor Of(Tensor labels, ImmutableArray<long> wanted)
    {
        Tensor member = labels.eq(wanted[0]);
        foreach (long label in wanted.Skip(1))
            member = member.logical_or(labels.eq(label));
        return member;
    }

    private static Tensor[] Count(Tensor predicted, Tensor truth) =>
        [predicted.logical_and(truth).sum(1, type: ScalarType.Int64), predicted.sum(1, type: ScalarType.Int64),
            truth.sum(1, type: ScalarType.Int64)];
}
