using System.Reflection;

namespace Awsnet.Components.Tests;

/// <summary>
/// The packages as one: every rule of <see cref="FamilyRules"/> holds for every public type of every assembly, and every rule can be
/// broken.
/// </summary>
public sealed class FamilyTests
{
    private static readonly string[] names =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Awsnet.Components*.dll").Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal) && !name.Contains("TestKit", StringComparison.Ordinal))];

    public static TheoryData<string> Assemblies => new(names);

    public static TheoryData<string> Rules => new(FamilyRules.All.Keys);

    [Fact]
    public void The_whole_family_is_here() => names.Should().HaveCountGreaterThanOrEqualTo(10);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_package_keeps_every_rule(string assembly)
    {
        Type[] types = [.. Assembly.Load(assembly).GetExportedTypes()];
        types.Should().NotBeEmpty();
        FamilyRules.All.SelectMany(rule => types.SelectMany(rule.Value).Select(where => $"{where}: {rule.Key}")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_can_be_broken(string rule) =>
        typeof(Violations).GetNestedTypes().SelectMany(FamilyRules.All[rule]).Should()
            .Contain(where => where.Contains(nameof(Violations), StringComparison.Ordinal));
}
