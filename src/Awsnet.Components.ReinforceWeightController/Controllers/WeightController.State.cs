using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

public abstract partial class WeightController
{
    private const string Format = "awsnet.weight-controller";
    private const int Version = 1;

    /// <inheritdoc/>
    public JsonObject SaveState()
    {
        var pending = new JsonArray();
        for (int index = 0; index < _pending.Length; index++)
        {
            pending.Add((JsonNode)new JsonObject
            {
                ["weights"] = StateWriter.Numbers(_pending[index].Weights.Values.AsSpan()),
                ["action"] = StateWriter.Numbers(_pending[index].Action.AsSpan()),
                ["logits"] = StateWriter.Numbers(PendingLogits(index)),
                ["seed"] = _pending[index].Seed,
                ["control"] = _pending[index].IsControl,
            });
        }
        return new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["strategy"] = _options.Strategy,
            ["space"] = SpaceJson.Write(Space),
            ["options"] = _options.ToJson(),
            ["step"] = Step,
            ["random"] = RandomJson.Write(Random),
            ["logits"] = StateWriter.Numbers(_logits),
            ["weights"] = StateWriter.Numbers(Weights.Values.AsSpan()),
            ["adoptedReward"] = JsonNumber.Of(_adoptedReward ?? double.NaN),
            ["pending"] = pending,
            ["details"] = WriteDetails(),
        };
    }

    /// <inheritdoc/>
    public void LoadState(JsonObject state) => StateReader.Load(state, "controller", SaveState(), Read);

    private void Read(StateReader reader)
    {
        reader.CheckHeader(Format, Version);
        if (reader["strategy"].Text() is var strategy && strategy != _options.Strategy)
            throw new FormatException(
                $"The saved state is of a \"{strategy}\" controller, but this one is \"{_options.Strategy}\"; " +
                "make the one that was saved.");
        reader["space"].MustEqual(SpaceJson.Write(Space), "losses or weight space", "controller");
        reader["options"].MustEqual(_options.ToJson(), "options", "controller");
        RandomJson.Read(reader["random"], Random);
        Step = reader["step"].Count();
        reader["logits"].CopyTo(_logits);
        Weights = ReadWeights(reader["weights"]);
        double adopted = reader["adoptedReward"].Number();
        _adoptedReward = double.IsNaN(adopted) ? null : adopted;
        ReadPending([.. reader["pending"].Items()]);
        _ = reader["details"].Object();
        ReadDetails(reader["details"]);
    }

    /// <summary>What a strategy keeps beyond the common state; nothing unless it says so.</summary>
    private protected virtual JsonObject WriteDetails() => [];

    private protected virtual void ReadDetails(StateReader details)
    {
    }

    private LossWeights ReadWeights(StateReader reader) => LogJson.Weights(reader, Space.Names, reader.Numbers());

    private void ReadPending(StateReader[] saved)
    {
        int losses = Space.Count;
        _pendingLogits = new double[saved.Length * losses];
        _rewards = new double[saved.Length];
        _pending = new WeightProposal[saved.Length];
        for (int index = 0; index < saved.Length; index++)
        {
            var action = new double[losses];
            saved[index]["action"].CopyTo(action);
            saved[index]["logits"].CopyTo(_pendingLogits.AsSpan(index * losses, losses));
            _pending[index] = new WeightProposal(
                index, ReadWeights(saved[index]["weights"]), [.. action], saved[index]["seed"].LongCount(), saved[index]["control"].Flag());
        }
    }
}
