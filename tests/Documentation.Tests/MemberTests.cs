namespace Awsnet.Components.Tests;

/// <summary>Names of members in the documents exist.</summary>
public sealed class MemberTests
{
    public static TheoryData<string> Names => new(Repository.Pages
        .Where(page => !page.Name.StartsWith("tests/", StringComparison.Ordinal)).Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_of_our_types_exist(string name) =>
        Repository.Page(name).CodeSpans.Select(span => (Problem: MemberNames.Problem(span.Code), span.Line))
            .Where(found => found.Problem is not null)
            .Select(found => $"{name}:{found.Line}: {found.Problem}").Should().BeEmpty();

    [Fact]
    public void A_wrong_member_is_found() => MemberNames.Problem("Casn.NoSuch").Should().NotBeNull();
}
