using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// The weights that a search adopted, epoch by epoch; epochs in which the incumbent stayed are left out, since their training was thrown
/// away.
/// </summary>
public sealed class WeightSchedule
{
    private const string Format = "awsnet.weight-schedule";
    private const int Version = 1;

    /// <summary>A schedule of given epochs.</summary>
    /// <param name="entries">In the order of training; all of the same losses.</param>
    /// <exception cref="ArgumentException">Two entries are of different losses.</exception>
    public WeightSchedule(IEnumerable<ScheduleEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Entries = [.. entries];
        if (Entries.FirstOrDefault(entry => !entry.Weights.Names.SequenceEqual(Entries[0].Weights.Names)) is { } other)
            throw new ArgumentException(
                $"Epoch {other.Epoch} is of the losses {string.Join(", ", other.Weights.Names)}, epoch {Entries[0].Epoch} of " +
                $"{string.Join(", ", Entries[0].Weights.Names)}; a schedule has the same losses throughout.", nameof(entries));
    }

    /// <summary>The epochs in the order of training.</summary>
    public ImmutableArray<ScheduleEntry> Entries { get; }

    /// <summary>The mean of the weights over all epochs: a search summed up as one set of fixed weights.</summary>
    /// <exception cref="InvalidOperationException">The schedule is empty.</exception>
    public LossWeights MeanWeights
    {
        get
        {
            if (Entries.IsEmpty)
                throw new InvalidOperationException("The schedule has no epochs, so it has no mean weights; run a search first.");
            var sum = new double[Entries[0].Weights.Count];
            foreach (var entry in Entries)
            {
                for (int i = 0; i < sum.Length; i++)
                    sum[i] += entry.Weights[i];
            }
            return LossWeights.Of(Entries[0].Weights.Names, sum);
        }
    }

    /// <summary>What a search adopted.</summary>
    /// <param name="epochs">A search's <see cref="WeightSearch{TSnapshot}.Epochs"/>.</param>
    public static WeightSchedule From(IEnumerable<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return new(epochs.Where(epoch => epoch.Adopted >= 0)
            .Select(epoch => new ScheduleEntry(
            epoch.Epoch, epoch.Candidates[epoch.Adopted].Weights, epoch.Candidates[epoch.Adopted].Seed)));
    }

    /// <summary>The schedule as versioned JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["epochs"] = new JsonArray([.. Entries.Select(entry => (JsonNode)new JsonObject
        {
            ["epoch"] = entry.Epoch,
            ["weights"] = StateWriter.Named(entry.Weights.Names, entry.Weights.Values),
            ["seed"] = entry.Seed,
        })]),
    };

    /// <summary>A schedule from what <see cref="ToJson"/> gave.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="FormatException">It is no schedule, of a newer version, or damaged.</exception>
    public static WeightSchedule FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reader = StateReader.Of(json, "schedule");
        reader.CheckHeader(Format, Version);
        var entries = reader["epochs"].Items().ToArray();
        if (entries.Length == 0)
            return new WeightSchedule([]);
        var names = entries[0]["weights"].Keys();
        return new WeightSchedule(
            entries.Select(entry =>
            new ScheduleEntry(entry["epoch"].Integer(), LogJson.ReadWeights(entry["weights"], names), entry["seed"].Long())));
    }

    /// <summary>Writes the schedule as a JSON file.</summary>
    /// <param name="path">The file; replaced whole.</param>
    public void Save(string path) => AtomicFile.WriteText(path, ToJson().ToJsonString(LogJson.Indented));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It holds no schedule.</exception>
    public static WeightSchedule Load(string path) => FromJson(JsonText.ReadObject(path));
}
