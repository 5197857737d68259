using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Options of <see cref="DynamicAverageController"/>.</summary>
public sealed record DynamicAverageOptions : ControllerOptions
{
    /// <summary>Temperature T of the softmax over rates: large makes weights alike.</summary>
    /// <value>Above 0. Default 2, as its authors use.</value>
    public double Temperature
    {
        get;
        init => field = InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite");
    } = 2;

    internal override string Strategy => "dynamic-average";

    internal override JsonNode ToJson() => JsonSerializer.SerializeToNode(this, StateJson.Default.DynamicAverageOptions)!;
}
