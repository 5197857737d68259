using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Options of <see cref="UncertaintyController"/>.</summary>
public sealed record UncertaintyOptions : ControllerOptions
{
    /// <summary>Weight of the newest epoch in the running mean of each loss.</summary>
    /// <value>In (0, 1]. Default 0.5.</value>
    public double Rate
    {
        get;
        init => field = InRange(value, value is > 0 and <= 1, "in (0, 1]");
    } = 0.5;

    /// <summary>Losses count as at least this, so that one that vanishes does not take all the weight.</summary>
    /// <value>Above 0. Default 1e-6.</value>
    public double SmallestLoss
    {
        get;
        init => field = InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite");
    } = 1e-6;

    internal override string Strategy => "uncertainty";

    internal override JsonNode ToJson() => JsonSerializer.SerializeToNode(this, StateJson.Default.UncertaintyOptions)!;
}
