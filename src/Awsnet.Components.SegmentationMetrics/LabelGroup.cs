namespace Awsnet.Components;

/// <summary>A structure to measure: one label of a label map, or several taken together.</summary>
public sealed record LabelGroup
{
    /// <summary>Names a structure.</summary>
    /// <param name="name">The name that results carry.</param>
    /// <param name="labels">The labels that count as its foreground; at least one.</param>
    /// <exception cref="ArgumentException">The name is blank, or there is no label.</exception>
    public LabelGroup(string name, params int[] labels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
            throw new ArgumentException($"Structure '{name}' has no label; name at least one.", nameof(labels));
        Name = name;
        Labels = [.. labels.Distinct()];
    }

    /// <summary>The structure's name.</summary>
    /// <value>Not blank.</value>
    public string Name { get; }

    /// <summary>The labels that count as foreground.</summary>
    /// <value>At least one, each once, in the order given.</value>
    public IReadOnlyList<int> Labels { get; }
}
