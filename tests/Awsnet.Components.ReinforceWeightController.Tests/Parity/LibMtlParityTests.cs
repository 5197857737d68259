using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>Weights equal to LibMTL's, which libmtl.py recorded.</summary>
public class LibMtlParityTests
{
    private static readonly JsonNode Recorded =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Parity", "libmtl.json")))!;

    public static TheoryData<int, string> Cases()
    {
        var all = new TheoryData<int, string>();
        for (int i = 0; i < Recorded["cases"]!.AsArray().Count; i++)
        {
            foreach (var (method, _) in Recorded["cases"]![i]!["weights"]!.AsObject())
                all.Add(i, method);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_method_gives_the_weights_of_LibMTL(int index, string method)
    {
        JsonNode recorded = Recorded["cases"]![index]!;
        double[][] losses = Matrix(recorded["losses"]!), after = Matrix(recorded["after"]!),
            expected = Matrix(recorded["weights"]![method]!);
        StepWeighting weighting = Create(method, losses[0].Length);
        for (int step = 0; step < losses.Length; step++)
        {
            weighting.Next(new StepInput(losses[step], Gram(Matrix(recorded["gradients"]![step]!))));
            weighting.Observe(after[step]);
            double scale = expected[step].Max(Math.Abs);
            for (int i = 0; i < losses[step].Length; i++)
                weighting.RawWeights[i].Should()
                    .BeApproximately(expected[step][i], 1e-6 * Math.Max(1, scale), $"of loss {i} at step {step}");
        }
    }

    /// <summary>LibMTL's Nash-MTL needs a solver that is not at hand: its definition, G w = 1 / w for G of norm 1.</summary>
    [Fact]
    public void Nash_MTL_solves_its_equation()
    {
        JsonNode recorded = Recorded["cases"]![2]!;
        double[] losses = Matrix(recorded["losses"]!)[0], gram = Gram(Matrix(recorded["gradients"]![0]!));
        var nash = new NashMtl(Names(losses.Length));

        nash.Next(new StepInput(losses, gram));

        double norm = Math.Sqrt(gram.Sum(product => product * product));
        for (int i = 0; i < losses.Length; i++)
        {
            double along = 0;
            for (int j = 0; j < losses.Length; j++)
                along += gram[i * losses.Length + j] / norm * nash.RawWeights[j];
            (along * nash.RawWeights[i]).Should().BeApproximately(1, 1e-12);
        }
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"loss {i}")];

    private static double[][] Matrix(JsonNode rows) =>
        [.. rows.AsArray().Select(row => row!.AsArray().Select(value => (double)value!).ToArray())];

    private static double[] Gram(double[][] gradients) =>
        [.. gradients.SelectMany(one => gradients.Select(other => one.Zip(other, (a, b) => a * b).Sum()))];

    private static StepWeighting Create(string method, int losses) => method switch
    {
        "uw" => new UncertaintyWeighting(Names(losses), (double)Recorded["rate"]!),
        "gradnorm" => new GradNorm(Names(losses), learningRate: (double)Recorded["rate"]!),
        "pcgrad" => new PCGrad(Names(losses)) { IsOrderKept = true },
        "gradvac" => new GradVac(Names(losses)) { IsOrderKept = true },
        _ => StepWeightings.Create(method, Names(losses)),
    };
}
