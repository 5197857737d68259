using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Options of <see cref="StepwiseController"/>.</summary>
public sealed record StepwiseOptions : ControllerOptions
{
    internal override string Strategy => "stepwise";

    internal override JsonNode ToJson() => JsonSerializer.SerializeToNode(this, StateJson.Default.StepwiseOptions)!;
}
