using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the last test makes sure that they are the README's.</summary>
public class ReadmeTests
{
    [Fact]
    public void Asking_and_telling()
    {
        // <example>
        var controller = new ReinforceController(new WeightSpace("dice", "boundary", "smoothness"), ReinforceOptions.Effective with { Seed = 1 });
        for (int epoch = 0; epoch < 50; epoch++)
        {
            var results = new List<CandidateResult>();
            foreach (var proposal in controller.Ask(10))
                results.Add(CandidateResult.Scored(proposal.Index, TrainAndScore(proposal.Weights, proposal.Seed)));
            var update = controller.Tell(results);
            CarryOnFrom(update.Adopted);
        }
        Console.WriteLine($"{controller.Weights}: {controller.Diagnose().Summary}");
        // </example>
        controller.Weights["boundary"].Should().BeGreaterThan(0.5);
        controller.Diagnose().Summary.Should().StartWith("The controller learns");
    }

    [Fact]
    public void Searching()
    {
        using var folder = new TemporaryFolder();
        string path = folder["state.json"], log = folder["log.jsonl"];
        var solver = new Solver();
        // <example>
        var controller = new ReinforceController(new WeightSpace("left", "right"), ReinforceOptions.Effective with { Seed = 1 });
        using var search = new WeightSearch<double>(solver, controller, new() { Candidates = 10, RollbackTolerance = 0.05 });
        if (File.Exists(path))
            search.LoadState(JsonNode.Parse(File.ReadAllText(path))!.AsObject());
        search.RunTo(50, afterEpoch: epoch =>
        {
            File.WriteAllText(path, search.SaveState().ToJsonString());
            SearchLog.Save(log, search.Epochs);
        });
        var schedule = WeightSchedule.From(search.Epochs);
        Console.WriteLine($"Mean weights for a plain training: {schedule.MeanWeights}");
        // </example>
        search.IncumbentReward.Should().BeGreaterThan(-0.1, "equal weights give -0.5, and the actions are steps of 0.15");
        File.ReadLines(log).Should().HaveCount(500);
        using var again = new WeightSearch<double>(new Solver(), new ReinforceController(new WeightSpace("left", "right"), ReinforceOptions.Effective with { Seed = 1 }), new() { Candidates = 10, RollbackTolerance = 0.05 });
        again.LoadState(JsonNode.Parse(File.ReadAllText(path))!.AsObject());
        again.Epoch.Should().Be(50);
    }

    // <example>
    /// <summary>Two losses pull a number to −1 and to 2; the score wants it at 1.</summary>
    private sealed class Solver : ITrainable<double>
    {
        private double _x;

        public double Snapshot() => _x;

        public void Restore(double snapshot) => _x = snapshot;

        public void Release(double snapshot) { }

        public ImmutableArray<double> TrainEpoch(LossWeights weights, EpochContext context, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
        {
            for (int step = 0; step < 20; step++)
                _x -= 0.1 * (weights["left"] * (_x + 1) + weights["right"] * (_x - 2));
            return [(_x + 1) * (_x + 1) / 2, (_x - 2) * (_x - 2) / 2];
        }

        public double Evaluate(CancellationToken cancellation) => -Math.Abs(_x - 1);
    }
    // </example>

    [Fact]
    public void The_examples_are_those_of_the_README()
    {
        string source = File.ReadAllText(Here());
        var compiled = Regex.Matches(source, @"^ *// <example>\n(.*?)^ *// </example>", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => Flush(match.Groups[1].Value)).ToArray();
        compiled.Should().HaveCount(3);
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Awsnet.Components.ReinforceWeightController", "README.md"));
        var shown = Regex.Matches(readme, @"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value.TrimEnd()).ToArray();
        shown.Should().BeEquivalentTo(compiled);
    }

    private static double TrainAndScore(LossWeights weights, long seed) => weights["boundary"] + 0.001 * Math.Sin(seed);

    private static void CarryOnFrom(int candidate) => candidate.Should().BeInRange(0, 9);

    /// <summary>The code without its common indentation.</summary>
    private static string Flush(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
