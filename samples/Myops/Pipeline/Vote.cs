using System.Text.Json.Serialization;

namespace Awsnet.Components.Myops;

/// <summary>How the members of an ensemble decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Vote>))]
internal enum Vote
{
    /// <summary>The class that most members vote for, the lowest of equals: the paper's.</summary>
    Majority,

    /// <summary>Where the mean probability reaches <see cref="PipelineOptions.Threshold"/>.</summary>
    Mean,
}
