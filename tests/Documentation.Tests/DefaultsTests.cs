namespace Awsnet.Components.Tests;

/// <summary>The tables of defaults against the code, and a table for every options type of the family.</summary>
public sealed class DefaultsTests
{
    private static readonly MarkdownTable[] Tables =
        [.. Repository.Pages.SelectMany(page => page.Tables).Where(table => DefaultsTable.TypeOf(table) is not null)];

    public static TheoryData<string> Places => new(Tables.Select(table => table.Place));

    [Theory]
    [MemberData(nameof(Places))]
    public void A_table_has_the_defaults_of_the_code(string place) => DefaultsTable.Problems(Tables.Single(table => table.Place == place))
        .Should().BeEmpty();

    [Fact]
    public void Every_options_type_has_a_table()
    {
        var options = MemberNames.Types.Where(type => type.Key.EndsWith("Options", StringComparison.Ordinal)
            && DefaultsTable.Options(type.Value).Any(option => option.DeclaringType == type.Value)).Select(type => type.Key);
        options.Except(Tables.Select(table => DefaultsTable.TypeOf(table)!)).Should().BeEmpty();
    }
}
