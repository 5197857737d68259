namespace Awsnet.Components.Tests;

/// <summary>The tables of defaults against the code, and a table for every options type of the family.</summary>
public sealed class DefaultsTests
{
    private static readonly MarkdownTable[] Tables = [.. Repository.Pages.SelectMany(page => page.Tables).Where(table => DefaultsTable.TypeOf(table) is not null)];

    public static TheoryData<string> Places => new(Tables.Select(table => table.Place));

    [Theory]
    [MemberData(nameof(Places))]
    public void A_table_has_the_defaults_of_the_code(string place) => DefaultsTable.Problems(Tables.Single(table => table.Place == place)).Should().BeEmpty();

    [Fact]
    public void Every_options_type_has_a_table()
    {
        var options = MemberNames.Types.Where(type => type.Key.EndsWith("Options", StringComparison.Ordinal) && DefaultsTable.Options(type.Value).Any(option => option.DeclaringType == type.Value)).Select(type => type.Key);
        options.Except(Tables.Select(table => DefaultsTable.TypeOf(table)!)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("DiceCrossEntropyOptions", "| `CrossEntropyWeight` | 0.2 | |\n| `DiceWeight` | 1 | |\n| `Dice` | its defaults | |", "is 0.25 in default, not 0.2")]
    [InlineData("DiceCrossEntropyOptions", "| `CrossEntropyWeight` | 0.25 | |\n| `Dice` | its defaults | |", "DiceWeight is not listed")]
    [InlineData("DiceCrossEntropyOptions", "| `CrossEntropyWeight` | 0.25 | |\n| `DiceWeight` | 1 | |\n| `Dice` | its defaults | |\n| `Extra` | 1 | |", "has no option Extra")]
    [InlineData("PerturbationOptions", "| `KeepFirst` | no | |\n| `Scale` | 0.05 | |\n| `Seed` | 0 | |", "is yes in default, not no")]
    [InlineData("NoOptions", "| `X` | 1 | |", "no package has a public type NoOptions")]
    public void A_wrong_table_is_found(string type, string rows, string problem) => Problems(type, "default", rows).Should().ContainSingle().Which.Should().Contain(problem);

    [Fact]
    public void A_column_may_be_a_preset()
    {
        Problems("RewardTransform", "`Paper`", "| `Exponent` | 3 | |\n| `Shift` | 0.04 | |").Should().BeEmpty();
        Problems("RewardTransform", "`Paper`", "| `Exponent` | 2 | |\n| `Shift` | 0.04 | |").Should().ContainSingle();
    }

    [Theory]
    [InlineData("1e-5", 0.00001, true)]
    [InlineData("0.00001: small", 0.00001, true)]
    [InlineData("−0.15, 0, 0.15", new[] { -0.15, 0, 0.15 }, true)]
    [InlineData("−0.15, 0", new[] { -0.15, 0, 0.15 }, false)]
    [InlineData("none: all of them", null, true)]
    [InlineData("nonesuch", null, false)]
    [InlineData("10", 100, false)]
    [InlineData("yes", true, true)]
    [InlineData("`Monday`", DayOfWeek.Monday, true)]
    [InlineData("Monday", DayOfWeek.Monday, false)]
    public void Values_are_read_as_documents_write_them(string cell, object? value, bool same) => DefaultValue.Matches(cell, value).Should().Be(same);

    private static string[] Problems(string type, string column, string rows) =>
        [.. DefaultsTable.Problems(MarkdownPage.Parse("p.md", $"<!-- defaults: {type} -->\n\n| option | {column} | |\n|---|---|---|\n{rows}\n").Tables[0])];
}
