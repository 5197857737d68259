namespace Awsnet.Components.Tests;

/// <summary>One search over whole runs for all tests: four sets of weights, two seeds, rungs after 1, 2 and 4 epochs.</summary>
public static class TinyRuns
{
    public const int Epochs = 4, Candidates = 4, Repeats = 2;

    public static WholeRunSearch Search() =>
        new(TinySearch.Losses, new() { Epochs = Epochs, Candidates = Candidates, Repeats = Repeats, Seed = 3 });
}
