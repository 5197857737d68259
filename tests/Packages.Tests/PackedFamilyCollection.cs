namespace Awsnet.Components.Tests;

/// <summary>The tests that share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class PackedFamilyCollection : ICollectionFixture<PackedFamily>
{
    public const string Name = "Packed family";
}
