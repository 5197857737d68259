namespace Awsnet.Components.Myops;

/// <summary>What a fine network makes of one slice, head by head and gate by gate.</summary>
internal sealed record NetworkInspection
{
    /// <summary>The stage that trained it.</summary>
    public required string Stage { get; init; }

    /// <summary>Side of the square that the network sees.</summary>
    public required int Side { get; init; }

    /// <summary>Names of its input channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Whether all outside the ventricle is masked out in them.</summary>
    public required bool MaskedOut { get; init; }

    /// <summary>Its input channels, [Side, Side] each.</summary>
    public required IReadOnlyList<float[]> Input { get; init; }

    /// <summary>Probability of pathology by head, deepest first, [Side, Side] each.</summary>
    public required IReadOnlyList<float[]> Heads { get; init; }

    /// <summary>Attention by gate, deepest first; empty without gates.</summary>
    public required IReadOnlyList<AttentionMap> Attention { get; init; }

    /// <summary>The annotated pathology on the network's grid, or null.</summary>
    public required byte[]? Truth { get; init; }
}
