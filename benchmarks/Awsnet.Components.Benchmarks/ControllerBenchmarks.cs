using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>One round of a controller: ten candidates asked for, told their rewards; eight losses.</summary>
public class ControllerBenchmarks
{
    private const int Candidates = 10;

    private readonly WeightSpace space = new(Enumerable.Range(1, 8).Select(i => $"loss {i}"));
    private ReinforceController reinforce = null!;
    private GeneticController genetic = null!;

    [GlobalSetup]
    public void Setup()
    {
        reinforce = new ReinforceController(space, ReinforceOptions.Effective);
        genetic = new GeneticController(space);
    }

    [Benchmark]
    public ControllerUpdate Reinforce() => Round(reinforce);

    [Benchmark]
    public ControllerUpdate Genetic() => Round(genetic);

    private static ControllerUpdate Round(IWeightController controller) =>
        controller.Tell([.. controller.Ask(Candidates)
            .Select(proposal => CandidateResult.Scored(proposal.Index, 0.5 + 0.1 * proposal.Weights[0]))]);
}
