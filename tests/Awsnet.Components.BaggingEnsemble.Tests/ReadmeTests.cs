using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the last test makes sure that they are the README's.</summary>
public class ReadmeTests
{
    private readonly List<(int Member, int Items, double[] Weights)> trained = [];

    [Fact]
    public void Voting()
    {
        var pixels = 4;
        byte[][] members = [[0, 1, 2, 2], [0, 1, 1, 1], [0, 2, 1, 0]];
        var labels = new byte[pixels];
        float[] agreement = new float[pixels], entropy = new float[pixels];
        // <example>
        var vote = new MajorityVote(pixels, VoteOptions.Classes(3) with { TieBreakOrder = [2, 1, 0] });
        foreach (var member in members)
            vote.Update<byte>(member);
        vote.Compute<byte>(labels);
        vote.Agreement(agreement); // share of the votes that the winner got, pixel by pixel
        vote.Entropy(entropy);     // 0 where all agree, 1 where every class has the same share
        // </example>
        labels.Should().Equal(0, 1, 1, 2);
        agreement.Should().Equal(1, 2 / 3f, 2 / 3f, 1 / 3f);
        entropy[0].Should().Be(0);
        entropy[3].Should().BeApproximately(1, 1e-6f);
    }

    [Fact]
    public void Bagging()
    {
        string[] patientOfSlice = ["a", "a", "b", "b", "b", "c", "d", "d"];
        var slices = patientOfSlice.Length;
        // <example>
        var sampler = new BootstrapSampler(slices, new BootstrapOptions { Seed = 1, Groups = patientOfSlice });
        var samples = sampler.DrawAll(10);
        foreach (var sample in samples)
            Train(sample.Member, sample.InBag, WeightPerturbation.Perturb([0.5, 0.5, 0.5, 1], sample.Member));
        var outOfBag = OutOfBag.Evaluate(slices, samples, VoteOptions.Classes(3), Predict, Score);
        Console.WriteLine($"Out-of-bag score {outOfBag.MeanScore:F3} over {slices - outOfBag.Unscored.Count} slices");
        // </example>
        trained.Should().HaveCount(10);
        trained.Select(one => one.Weights[3]).Should().OnlyHaveUniqueItems();
        outOfBag.MeanScore.Should().Be(1);
    }

    [Fact]
    public void Leaving_one_out()
    {
        byte[][] members = [[0, 1, 2], [0, 1, 2], [0, 0, 0]];
        // <example>
        var result = LeaveOneOut.Evaluate(members, VoteOptions.Classes(3), Dice);
        foreach (var member in result.Contributions)
            Console.WriteLine($"member {member.Member}: {member.Contribution:+0.0000;-0.0000}");
        // </example>
        result.FullScore.Should().Be(1);
        result.Contributions[2].Contribution.Should().Be(0);
        result.Contributions[0].Contribution.Should().BePositive("without it the vote ties, and ties go to the background");
    }

    [Fact]
    public void The_examples_are_those_of_the_README()
    {
        var source = File.ReadAllText(Here()).ReplaceLineEndings("\n");
        var compiled = Regex.Matches(source, @"^ *// <example>\n(.*?)^ *// </example>", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => Flush(match.Groups[1].Value)).ToArray();
        compiled.Should().HaveCount(3);
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Awsnet.Components.BaggingEnsemble", "README.md");
        var shown = Regex.Matches(File.ReadAllText(path).ReplaceLineEndings("\n"), @"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value.TrimEnd()).ToArray();
        shown.Should().Equal(compiled);
    }

    private void Train(int member, IReadOnlyList<int> items, double[] weights) => trained.Add((member, items.Count, weights));

    private static byte[] Predict(int member, int item) => [(byte)(item % 3)];

    private static double Score(int item, byte[] labels) => labels[0] == item % 3 ? 1 : 0;

    private static double Dice(byte[] labels) => labels.Zip(new byte[] { 0, 1, 2 }).Count(pair => pair.First == pair.Second) / 3.0;

    /// <summary>The code without its common indentation.</summary>
    private static string Flush(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
