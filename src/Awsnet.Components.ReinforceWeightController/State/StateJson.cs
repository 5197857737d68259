using System.Text.Json.Serialization;

namespace Awsnet.Components;

/// <summary>How options are written into saved states; generated, so no reflection is needed at run time.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReinforceOptions))]
[JsonSerializable(typeof(GreedyOptions))]
[JsonSerializable(typeof(RandomOptions))]
[JsonSerializable(typeof(FixedOptions))]
[JsonSerializable(typeof(ScheduledOptions))]
[JsonSerializable(typeof(GeneticOptions))]
[JsonSerializable(typeof(StepwiseOptions))]
[JsonSerializable(typeof(WeightSearchOptions))]
[JsonSerializable(typeof(WholeRunOptions))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class StateJson : JsonSerializerContext;
