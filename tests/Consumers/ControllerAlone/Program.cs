using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Awsnet.Components;

string folder = Directory.CreateTempSubdirectory().FullName;
Training.AskAndTell();
for (int run = 0; run < 2; run++)   // the second run finds the state of the first
    Training.Search(Path.Combine(folder, "state.json"), Path.Combine(folder, "log.jsonl"));
Directory.Delete(folder, recursive: true);

internal static class Training
{
    internal static void AskAndTell()
    {
        // README of Awsnet.Components.ReinforceWeightController: controller.Ask(10)
        Console.WriteLine($"the loss that pays weighs most: {controller.Weights["boundary"] > 0.5}");
    }

    internal static void Search(string path, string log)
    {
        var solver = new Solver();
        // README of Awsnet.Components.ReinforceWeightController: search.RunTo(50
        Console.WriteLine($"log: {File.ReadLines(log).Count()} lines, at epoch {search.Epoch}");
    }

    private static double TrainAndScore(LossWeights weights, long seed) => weights["boundary"] + 0.001 * Math.Sin(seed);

    private static void CarryOnFrom(int candidate) => _ = candidate is >= 0 and < 10
        ? candidate
        : throw new InvalidOperationException($"There is no candidate {candidate}.");

    // README of Awsnet.Components.ReinforceWeightController: class Solver
}
