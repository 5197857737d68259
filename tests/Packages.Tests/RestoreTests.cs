namespace Awsnet.Components.Tests;

/// <summary>Every package alone, restored from the packed files: what comes with it.</summary>
[Collection(PackedFamilyCollection.Name)]
public sealed class RestoreTests(PackedFamily family)
{
    [Fact]
    public void What_needs_no_torch_brings_none()
    {
        foreach (var package in Checkout.Packages.Where(package => !package.UsesTorch))
            family.Consumers.Closure(package).Should().Contain(package.Id)
                .And.NotContain(id => id.Contains("torch", StringComparison.OrdinalIgnoreCase), "{0} needs no torch", package);
    }

    [Fact]
    public void What_needs_torch_brings_the_managed_part()
    {
        foreach (var package in Checkout.Packages.Where(package => package.UsesTorch))
            family.Consumers.Closure(package).Should().Contain([package.Id, "TorchSharp"]);
    }
}
