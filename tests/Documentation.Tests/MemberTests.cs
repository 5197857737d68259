using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>Names of types and members in the documents exist.</summary>
public sealed partial class MemberTests
{
    public static TheoryData<string> Names => new(Repository.Pages.Where(page => !page.Name.StartsWith("tests/", StringComparison.Ordinal)).Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_of_our_types_exist(string name) =>
        Repository.Page(name).CodeSpans.Select(span => (Problem: MemberNames.ProblemIfOurs(span.Code), span.Line)).Where(found => found.Problem is not null)
            .Select(found => $"{name}:{found.Line}: {found.Problem}").Should().BeEmpty();

    [Fact]
    public void Provenance_names_members_that_exist()
    {
        MarkdownTable[] tables = [.. Repository.Page("docs/provenance.md").Tables.Where(table => table.Comment is "members" or "constants")];
        tables.SelectMany(table => table.Rows.SelectMany(row => Problems(table, row))).Should().BeEmpty();
        string equations = string.Join('\n', tables.Single(table => table.Comment == "members").Rows.Select(row => row[0]));
        equations.Should().ContainAll("Eq. 1\n", "Eq. 2\n", "Eq. 3\n", "Eq. 4\n", "Eqs. 5-9, ", "Eq. 10\n", "Eq. 11\n");
    }

    [Fact]
    public void Provenance_has_the_constants_defaults()
    {
        MarkdownTable constants = Repository.Page("docs/provenance.md").Tables.Single(table => table.Comment == "constants");
        constants.Rows.SelectMany(row =>
        {
            string[] members = [.. Code().Matches(row[2]).Select(match => match.Groups[1].Value)];
            string[] shown = members.Length == 1 ? [row[3]] : row[3].Split(", ");
            return members.Zip(shown).Where(pair => !DefaultValue.Matches(pair.Second, DefaultValue.Of(pair.First))).Select(pair => $"{row[0]}: {pair.First} is {DefaultValue.Text(DefaultValue.Of(pair.First))}, not {pair.Second}");
        }).Should().BeEmpty();
    }

    [Theory]
    [InlineData("`Asan.CreateNetworks`", "Asan has no public member CreateNetworks")]
    [InlineData("`NoSuchType.Member`", "no package has a public type NoSuchType")]
    [InlineData("nothing", "names nothing")]
    [InlineData("`1 + 1`", "is no name")]
    public void A_wrong_name_is_found(string cell, string problem)
    {
        MarkdownTable table = MarkdownPage.Parse("p.md", $"| paper | says | member |\n|---|---|---|\n| Eq. 1 | x | {cell} |").Tables[0];
        Problems(table, table.Rows[0]).Should().ContainSingle().Which.Should().Contain(problem);
    }

    [Fact]
    public void Only_our_own_are_judged_in_prose()
    {
        MemberNames.ProblemIfOurs("Math.Nothing").Should().BeNull();
        MemberNames.ProblemIfOurs("Asan.Nothing").Should().NotBeNull();
        MemberNames.ProblemIfOurs("TrainingTask.Loss").Should().BeNull();
        MemberNames.ProblemIfOurs("FixedController.Ask(k)").Should().BeNull();
    }

    private static IEnumerable<string> Problems(MarkdownTable table, IReadOnlyList<string> row)
    {
        string cell = row[table.Header.ToList().IndexOf("member")];
        string[] names = [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];
        return names.Length == 0 ? [$"{row[0]} names nothing"] : names.Select(MemberNames.Problem).OfType<string>().Select(problem => $"{row[0]}: {problem}");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
