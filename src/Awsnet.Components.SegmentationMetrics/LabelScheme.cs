namespace Awsnet.Components;

/// <summary>The labels a label map may hold, and the structures to measure in it.</summary>
public sealed class LabelScheme
{
    private readonly HashSet<int> known;

    /// <summary>Describes label maps.</summary>
    /// <param name="labels">Every value a map may hold, background included.</param>
    /// <param name="groups">The structures to measure, each of known labels; at least one.</param>
    /// <exception cref="ArgumentException">A group names an unknown label, two groups share a name, or there is no group.</exception>
    public LabelScheme(IEnumerable<int> labels, params LabelGroup[] groups)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(groups);
        known = [.. labels];
        Labels = [.. known.Order()];
        Groups = [.. groups];
        if (groups.Length == 0)
            throw new ArgumentException("The scheme has no structure to measure; give at least one LabelGroup.", nameof(groups));
        foreach (var group in groups)
        {
            foreach (var label in group.Labels)
            {
                if (!known.Contains(label))
                    throw new ArgumentException(
                        $"Structure '{group.Name}' names label {label}, which is not among the known labels " +
                        $"[{string.Join(", ", Labels)}].", nameof(groups));
            }
        }

        if (groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two structures are named '{twice.Key}'; give each its own name.", nameof(groups));
    }

    /// <summary>Every value a map may hold.</summary>
    /// <value>In ascending order, each once.</value>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The structures to measure.</summary>
    /// <value>At least one.</value>
    public IReadOnlyList<LabelGroup> Groups { get; }

    /// <summary>The label of true voxels to leave out, as the loss ignores them: they count in no mask, whatever was predicted.</summary>
    /// <value>Default null: none. No label of a structure. It need not be among <see cref="Labels"/>; only if it is, may a prediction hold
    /// it.</value>
    /// <exception cref="ArgumentException">A structure has this label.</exception>
    public int? IgnoreLabel
    {
        get;
        init => field = Groups.FirstOrDefault(group => value is { } label && group.Labels.Contains(label)) is not { } group
            ? value
            : throw new ArgumentException(
                $"IgnoreLabel is {value}, a label of structure '{group.Name}'; choose one that no structure has.", nameof(value));
    }

    /// <summary>
    /// Class indices 0 to <paramref name="count"/> − 1 with 0 as background; each other class is a structure named by its index.
    /// </summary>
    /// <param name="count">Number of classes, background included; at least 2.</param>
    /// <param name="ignoreLabel">See <see cref="IgnoreLabel"/>, such as 255.</param>
    /// <returns>The scheme.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes.</exception>
    /// <exception cref="ArgumentException">The label to ignore is a class other than 0.</exception>
    public static LabelScheme Classes(int count, int? ignoreLabel = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new LabelScheme(
            Enumerable.Range(0, count),
            [.. Enumerable.Range(1, count - 1).Select(c => new LabelGroup(FormattableString.Invariant($"{c}"), c))])
        {
            IgnoreLabel = ignoreLabel,
        };
    }

    /// <summary>MyoPS 2020: scar (2221) and scar with edema (2221 and 1220), among labels 0, 200, 500, 600, 1220, 2221.</summary>
    /// <value>Two structures, <c>scar</c> and <c>scar+edema</c>.</value>
    public static LabelScheme Myops { get; } = new(
        [0, 200, 500, 600, 1220, 2221], new LabelGroup("scar", 2221), new LabelGroup("scar+edema", 2221, 1220));

    internal bool Knows(int label) => known.Contains(label);
}
