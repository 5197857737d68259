namespace Awsnet.Components.Myops;

/// <summary>One part of the cross-validation: what is trained on, what is held out.</summary>
internal sealed record Fold
{
    public required long Seed { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>What progress calls it, such as <c>fold 2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The cases that networks may see, those kept to judge training by included.</summary>
    public required IReadOnlyList<MyoPsVolume> Seen { get; init; }

    public required IReadOnlyList<MyoPsVolume> HeldOut { get; init; }
}
