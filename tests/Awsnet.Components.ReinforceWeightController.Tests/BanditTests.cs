using Xunit.Abstractions;

namespace Awsnet.Components.Tests;

public class BanditTests(ITestOutputHelper output)
{
    private const int Steps = 50;
    private const int Seeds = 200;
    private static readonly WeightSpace Space = new("stride 8", "stride 4", "stride 2", "stride 1");

    /// <summary>Mean probability of the right action after each step, and every seed's mean adopted reward.</summary>
    private sealed record Curve(double[] Probability, double[] AdoptedBySeed);

    [Theory]
    [InlineData(-0.15)]
    [InlineData(0)]
    [InlineData(0.15)]
    public void Effective_settings_find_the_right_action_and_adopt_better_candidates_than_uniform_best_of_K(double right)
    {
        var effective = Play(seed => new ReinforceController(Space, ReinforceOptions.Effective with { Seed = seed }), right);
        var uniform = Play(seed => new GreedyController(Space, new() { Seed = seed }), right);
        var (mean, half) = PairedInterval(effective.AdoptedBySeed, uniform.AdoptedBySeed);
        output.WriteLine($"p(right) {effective.Probability[^1]:0.000}; adopted reward {100 * effective.AdoptedBySeed.Average():0.000} " +
            $"against {100 * uniform.AdoptedBySeed.Average():0.000} points: {100 * mean:+0.000} ± {100 * half:0.000}");
        effective.Probability[^1].Should().BeGreaterThan(0.80);
        (mean - half).Should().BeGreaterThan(0, "the paired 95 % interval of the gain lies above 0");
    }

    [Fact]
    public void The_papers_settings_hardly_move_in_50_steps()
    {
        var paper = Play(seed => new ReinforceController(Space, ReinforceOptions.PaperFaithful with { Seed = seed }), 0.15);
        output.WriteLine($"p(right) {paper.Probability[^1]:0.000}");
        paper.Probability[^1].Should().BeInRange(0.34, 0.36);
    }

    private static Curve Play(Func<long, WeightController> make, double right)
    {
        var probability = new double[Steps];
        var bySeed = new double[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            var controller = make(seed);
            int action = right < 0 ? 0 : right == 0 ? 1 : 2;
            Bandit.Play(controller, seed, Steps, 1, right, (step, reward, _) =>
            {
                probability[step] += (controller is ReinforceController learner ? learner.ActionProbabilities(1)[action] : 1 / 3.0) / Seeds;
                bySeed[seed] += reward / Steps;
            });
        }
        return new Curve(probability, bySeed);
    }

    /// <summary>Mean difference and half its 95 % interval; 1.972 is Student's quantile for 199 degrees of freedom.</summary>
    private static (double Mean, double Half) PairedInterval(double[] left, double[] right)
    {
        var difference = left.Zip(right, (a, b) => a - b).ToArray();
        double mean = difference.Average();
        double deviation = Math.Sqrt(difference.Sum(d => (d - mean) * (d - mean)) / (difference.Length - 1));
        return (mean, 1.972 * deviation / Math.Sqrt(difference.Length));
    }
}
