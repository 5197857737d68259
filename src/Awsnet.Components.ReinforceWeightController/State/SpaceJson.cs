using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>A <see cref="WeightSpace"/> in saved states.</summary>
internal static class SpaceJson
{
    internal static JsonObject Write(WeightSpace space) => new()
    {
        ["names"] = StateWriter.Texts(space.Names),
        ["initialLogits"] = StateWriter.Numbers(space.InitialLogits.AsSpan()),
        ["minimumLogit"] = JsonNumber.Of(space.MinimumLogit),
        ["maximumLogit"] = JsonNumber.Of(space.MaximumLogit),
        ["minimumWeight"] = JsonNumber.Of(space.MinimumWeight),
        ["temperature"] = JsonNumber.Of(space.Temperature),
    };
}
