using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Options of <see cref="FixedController"/>.</summary>
public sealed record FixedOptions : ControllerOptions
{
    internal override string Strategy => "fixed";

    internal override JsonNode ToJson() => JsonSerializer.SerializeToNode(this, StateJson.Default.FixedOptions)!;
}
