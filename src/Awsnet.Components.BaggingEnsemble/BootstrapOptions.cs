namespace Awsnet.Components;

/// <summary>How bootstrap samples are drawn.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Seed of all draws.</summary>
    /// <value>Any number; a member's sample depends on the seed and its index alone. Default 0.</value>
    public long Seed { get; init; }

    /// <summary>Groups drawn, as a share of the groups there are (of each stratum, where strata are given).</summary>
    /// <value>Above 0, at most 1; at least one group is drawn. Default 1.</value>
    public double Fraction { get; init; } = 1;

    /// <summary>The group of each item, such as its patient: a group's items are drawn together or not at all.</summary>
    /// <value>One key an item; null (the default) makes each item its own group.</value>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The stratum of each item, such as its diagnosis: groups are drawn within their stratum, so that shares stay.</summary>
    /// <value>One key an item, equal within a group; null (the default) makes one stratum.</value>
    public IReadOnlyList<string>? Strata { get; init; }
}
