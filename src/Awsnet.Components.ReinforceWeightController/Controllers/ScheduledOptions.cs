namespace Awsnet.Components;

/// <summary>Options of <see cref="ScheduledController"/>.</summary>
public sealed record ScheduledOptions : ControllerOptions
{
    /// <summary>
    /// Whether the seeds of the schedule are used again, so that a deterministic trainable repeats the very training that was adopted.
    /// </summary>
    /// <value>Default true; false draws seeds from <see cref="ControllerOptions.Seed"/>.</value>
    public bool RepeatSeeds { get; init; } = true;

    internal override string Strategy => "scheduled";
}
