using System.Text.Json.Nodes;

namespace Awsnet.Components;

public abstract partial class StepWeighting
{
    private const string Format = "awsnet.step-weighting";
    private const int Version = 1;

    /// <inheritdoc/>
    public JsonObject SaveState() => new()
    {
        ["format"] = Format,
        ["version"] = Version,
        ["settings"] = Settings(),
        ["step"] = Step,
        ["fallbacks"] = _fallbacks,
        ["lastReason"] = _lastReason,
        ["bounded"] = _bounded,
        ["started"] = _isStarted,
        ["raw"] = StateWriter.Numbers(_raw),
        ["logWeights"] = StateWriter.Numbers(_logWeights),
        ["weights"] = StateWriter.Numbers(Weights.Values.AsSpan()),
        ["random"] = RandomJson.Write(Random),
        ["details"] = new JsonArray([.. Details().Select(values => (JsonNode)StateWriter.Numbers(values))]),
    };

    /// <inheritdoc/>
    public void LoadState(JsonObject state) => StateReader.Load(state, "weighting", SaveState(), Read);

    /// <summary>The method's own parameters by the names of its paper, so that a state is not loaded into another method's.</summary>
    private protected virtual JsonObject Parameters() => [];

    /// <summary>Live arrays of the method's state, in a fixed order.</summary>
    private protected virtual IEnumerable<double[]> Details() => [];

    /// <summary>Whether a saved number can stand in one of the <see cref="Details"/>.</summary>
    private protected virtual bool IsGood(double[] detail, double value) => double.IsFinite(value);

    private JsonObject Settings() => new()
    {
        ["method"] = GetType().Name,
        ["losses"] = StateWriter.Texts(LossNames),
        ["largestRatio"] = JsonNumber.Of(Options.LargestRatio),
        ["smoothing"] = Options.Smoothing,
        ["refreshInterval"] = Options.RefreshInterval,
        ["seed"] = Options.Seed,
        ["parameters"] = Parameters(),
    };

    private void Read(StateReader reader)
    {
        reader.CheckHeader(Format, Version);
        reader["settings"].MustEqual(Settings(), "settings", "weighting");
        Step = reader["step"].LongCount();
        _fallbacks = reader["fallbacks"].LongCount();
        _lastReason = reader.Optional("lastReason")?.Text();
        _bounded = reader["bounded"].LongCount();
        _isStarted = reader["started"].Flag();
        reader["raw"].CopyTo(_raw);
        reader["logWeights"].CopyTo(_logWeights, log => log <= 0 && (double.IsFinite(log) || double.IsInfinity(Options.LargestRatio)));
        Weights = LogJson.Weights(reader["weights"], LossNames, reader["weights"].Numbers());
        RandomJson.Read(reader["random"], Random);
        var own = Details().ToArray();
        var saved = reader["details"].Items().ToArray();
        if (own.Length != saved.Length)
            throw reader["details"].Damaged($"{own.Length} lists");
        for (int i = 0; i < own.Length; i++)
            saved[i].CopyTo(own[i], value => IsGood(own[i], value));
    }
}
