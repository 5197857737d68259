using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>The comparison's pointers: each row of the README's table has one into each peer, and where the peers' files are at hand they hold what is claimed.</summary>
public sealed partial class PeerPointerTests
{
    private static readonly string[] Peers = ["MONAI", "nnUNet", "segmentation_models.pytorch", "LibMTL"];

    private static MarkdownTable Pointers => Repository.Page("docs/comparison.md").Tables.Single(table => table.Comment == "pointers");

    [Fact]
    public void Every_row_of_the_comparison_has_pointers()
    {
        MarkdownTable shown = Repository.Page("README.md").Tables.Single(table => table.Header.Contains("MONAI"));
        Pointers.Rows.Select(row => row[0]).Should().Equal(shown.Rows.Select(row => row[0]));
        Pointers.Header.Skip(1).Should().Equal(shown.Header.Skip(2));
        Pointers.Rows.Should().OnlyContain(row => row.Count == 5 && row.All(cell => cell.Length > 0));
        shown.Rows.Should().OnlyContain(row => row.Count == 6 && row.All(cell => cell.Length > 0));
    }

    [WithPeersFact]
    public void The_peers_files_hold_what_is_pointed_to() =>
        Pointers.Rows.SelectMany(row => Peers.SelectMany((peer, index) => Problems(row[index + 1], Path.Combine(WithPeersFactAttribute.Folder!, peer)).Select(problem => $"{row[0]}, {peer}: {problem}"))).Should().BeEmpty();

    [Theory]
    [InlineData("`a.py`: `class A`, `b`", "")]
    [InlineData("`a.py`: `class B`", "a.py has no 'class B'")]
    [InlineData("`gone.py`: `x`", "there is no gone.py")]
    [InlineData("`a.py`: `b`; none found: `nothing`", "")]
    [InlineData("none found: `CLASS a`", "a.py has 'CLASS a'")]
    [InlineData("none found: `only_tested`, outside tests", "")]
    [InlineData("none found: `only_tested`", "tests/t.py has 'only_tested'")]
    [InlineData("table above", "")]
    [InlineData("surely", "points to nothing")]
    public void Pointers_are_looked_up(string cell, string problem)
    {
        using var folder = new TestKit.TemporaryFolder();
        File.WriteAllText(folder["a.py"], "class A:\n    b = 1\n");
        File.WriteAllText(folder["tests/t.py"], "only_tested");
        string.Join('\n', Problems(cell, folder.Path)).Should().Be(problem);
    }

    private static IEnumerable<string> Problems(string cell, string peer)
    {
        if (cell == "table above")
            yield break;
        foreach (string part in cell.Split("; "))
        {
            string[] words = [.. Code().Matches(part).Select(match => match.Groups[1].Value)];
            if (part.StartsWith("none found: ", StringComparison.Ordinal))
            {
                var files = Directory.EnumerateFiles(peer, "*.py", SearchOption.AllDirectories).Where(file => !part.EndsWith("outside tests", StringComparison.Ordinal) || !Relative(peer, file).StartsWith("tests/", StringComparison.Ordinal));
                foreach (string file in files)
                {
                    string text = File.ReadAllText(file);
                    foreach (string word in words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                        yield return $"{Relative(peer, file)} has '{word}'";
                }
            }
            else if (words.Length < 2)
                yield return "points to nothing";
            else if (!File.Exists(Path.Combine(peer, words[0])))
                yield return $"there is no {words[0]}";
            else
            {
                string text = File.ReadAllText(Path.Combine(peer, words[0]));
                foreach (string word in words.Skip(1).Where(word => !text.Contains(word, StringComparison.Ordinal)))
                    yield return $"{words[0]} has no '{word}'";
            }
        }
    }

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
