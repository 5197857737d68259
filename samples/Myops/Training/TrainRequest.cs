namespace Awsnet.Components.Myops;

/// <summary>What the user asked <c>train</c> for.</summary>
internal sealed record TrainRequest : BeginRequest
{
    public bool Resume { get; init; }
}
