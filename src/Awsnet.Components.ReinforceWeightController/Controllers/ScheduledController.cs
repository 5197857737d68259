using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Replays a schedule that a search found, epoch by epoch; after its end the last weights stay.</summary>
/// <remarks>
/// "Train once more with the weights it found" (the paper's Table 7). For its other form, the mean weights fixed, give
/// <see cref="WeightSchedule.MeanWeights"/> to a <see cref="FixedController"/>. Meant for one candidate an epoch.
/// </remarks>
public sealed class ScheduledController : WeightController
{
    /// <summary>A controller at the schedule's start.</summary>
    /// <param name="schedule">The weights by epoch; at least one.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The schedule is empty.</exception>
    public ScheduledController(WeightSchedule schedule, ScheduledOptions? options = null)
        : base(SpaceOf(schedule), options ??= new(), schedule.Entries[0].Weights)
    {
        Options = options;
        Schedule = schedule;
    }

    /// <summary>The options.</summary>
    public ScheduledOptions Options { get; }

    /// <summary>What is replayed.</summary>
    public WeightSchedule Schedule { get; }

    /// <inheritdoc/>
    public override ControllerDiagnosis Diagnose() => new()
    {
        IndistinguishableFromRandomSearch = false,
        Summary = $"The weights follow a schedule of {Schedule.Entries.Length} epochs; nothing is searched and nothing is learned.",
    };

    private ScheduleEntry Current => Schedule.Entries[Math.Min(Step, Schedule.Entries.Length - 1)];

    private protected override LossWeights ProposalWeights(ReadOnlySpan<double> logits) => Current.Weights;

    private protected override long ProposalSeed(int index) =>
        Options.RepeatSeeds && index == 0 && Step < Schedule.Entries.Length ? Current.Seed : base.ProposalSeed(index);

    private protected override JsonObject WriteDetails() => new() { ["schedule"] = Schedule.ToJson() };

    private protected override void ReadDetails(StateReader details)
    {
        if (details["schedule"].Canonical() != StateWriter.Canonical(Schedule.ToJson()))
            throw new FormatException("The saved state replays another schedule; make the controller with the one that was saved.");
    }

    private static WeightSpace SpaceOf(WeightSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Entries.Length > 0
            ? new WeightSpace(schedule.Entries[0].Weights.Names)
            : throw new ArgumentException("The schedule has no epochs; run a search first.", nameof(schedule));
    }
}
