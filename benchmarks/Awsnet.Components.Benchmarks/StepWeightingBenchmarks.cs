using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>One step of a step-by-step weighting of eight losses whose gradients are at hand.</summary>
public class StepWeightingBenchmarks
{
    private const int Losses = 8, Parameters = 20;

    private readonly double[] losses = new double[Losses], gram = new double[Losses * Losses], validation = new double[Losses];
    private StepWeighting weighting = null!;

    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    public static IEnumerable<string> Methods => StepWeightings.Names;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        weighting = StepWeightings.Create(Method, Enumerable.Range(1, Losses).Select(i => $"loss {i}"));
        double[][] gradients = [.. Enumerable.Range(0, Losses)
            .Select(_ => Enumerable.Range(0, Parameters).Select(_ => random.NextDouble() - 0.4).ToArray())];
        for (int i = 0; i < Losses; i++)
        {
            (losses[i], validation[i]) = (random.NextDouble(), gradients[i][0]);
            for (int j = 0; j < Losses; j++)
                gram[i * Losses + j] = gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
        }
    }

    [Benchmark]
    public LossWeights Step() => weighting.Next(new StepInput(losses, gram, validation, 1));
}
