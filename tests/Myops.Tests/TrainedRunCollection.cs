namespace Awsnet.Components.Myops.Tests;

/// <summary>Tests that share the training, and take turns on the machine's cores.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedRunCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "trained run";
}
