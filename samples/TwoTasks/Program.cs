// Trains a network of two tasks and no pictures: equal weights of both losses against weights that are found while it trains.
// two-tasks [SEEDS]
using System.Globalization;
using Awsnet.Components.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!int.TryParse(args.ElementAtOrDefault(0) ?? "3", out int seeds) || seeds < 1)
{
    Console.Error.WriteLine("Usage: two-tasks [SEEDS]; SEEDS is 1 or more.");
    return 2;
}
Console.WriteLine("seed   weights              score   explained   right sides   weights in the end");
for (int seed = 1; seed <= seeds; seed++)
{
    using var study = new Study(seed);
    Show("equal", study.Equal());
    Show($"equal, {Study.EpochsTrained} epochs", study.EqualForLonger());
    Show("found", study.Auto());

    void Show(string name, Result result) =>
        Console.WriteLine($"{seed,4}   {name,-17}    {result.Score:0.000}   {result.Explained,9:0.000}   {result.Right,11:0.000}   {result.Weights}");
}
return 0;
