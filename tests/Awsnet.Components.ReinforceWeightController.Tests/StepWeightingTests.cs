using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

/// <summary>What every step-by-step weighting must do.</summary>
public class StepWeightingTests
{
    private static readonly string[] Losses = ["a", "b", "c"];

    public static TheoryData<string> Methods => new(StepWeightings.Names);

    public static TheoryData<string> GradientMethods =>
        new(StepWeightings.Names.Where(name => StepWeightings.Create(name, Losses).Needs.HasFlag(StepNeeds.Gram)));

    [Theory, MemberData(nameof(Methods))]
    public void Weights_are_positive_bounded_and_sum_to_1_whatever_comes(string method)
    {
        var random = new Random(3);
        var weighting = StepWeightings.Create(method, Losses, new() { LargestRatio = 50 });
        for (int step = 0; step < 200; step++)
        {
            double[] losses = [.. Losses.Select(_ => Math.Exp(20 * random.NextDouble() - 10) * random.Next(5))];
            var weights = Step(weighting, losses, random);
            weights.Values.Should().OnlyContain(weight => weight >= 0 && weight <= 1);
            weights.Values.Sum().Should().BeApproximately(1, 1e-12);
            if (method != "halving")
                (weights.Values.Max() / weights.Values.Min()).Should().BeLessThan(50.001);
        }
        weighting.Step.Should().Be(200);
        weighting.Diagnose().Steps.Should().Be(200);
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_state_taken_at_any_step_continues_to_the_same_bits(string method)
    {
        var random = new Random(4);
        var options = new StepWeightingOptions { Seed = 9, Smoothing = 0.3, RefreshInterval = 2 };
        var original = StepWeightings.Create(method, Losses, options);
        for (int step = 0; step < 7; step++)
            Step(original, [1, 2 + step, 0.5], random);
        string saved = original.SaveState().ToJsonString();
        var copy = StepWeightings.Create(method, Losses, options);
        copy.LoadState((JsonObject)JsonNode.Parse(saved)!);
        copy.SaveState().ToJsonString().Should().Be(saved);

        for (int step = 0; step < 9; step++)
        {
            var weights = Step(original, [1, 2, 3.0 + step], new Random(step));
            Step(copy, [1, 2, 3.0 + step], new Random(step)).Equals(weights).Should().BeTrue();
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Useless_input_keeps_the_last_weights_and_is_counted(string method)
    {
        var weighting = StepWeightings.Create(method, Losses);
        var before = Step(weighting, [1, 2, 3], new Random(5));
        double[][] bad = [[double.NaN, 1, 1], [1, double.PositiveInfinity, 1], [1, 1, -1]];
        foreach (double[] losses in bad)
            Step(weighting, losses, new Random(5)).Should().BeSameAs(before);
        var diagnosis = weighting.Diagnose();
        diagnosis.Fallbacks.Should().Be(3);
        diagnosis.Summary.Should().StartWith("3 of 4 steps kept the weights before them, the last because the loss \"c\" was -1");
    }

    [Theory, MemberData(nameof(Methods))]
    public void Useless_losses_between_refreshes_are_not_followed(string method)
    {
        var weighting = StepWeightings.Create(method, Losses, new() { RefreshInterval = 5 });
        var before = Step(weighting, [1, 2, 3], new Random(5));
        string details = Details(weighting);
        double[][] bad = [[double.NaN, 1, 1], [1, double.PositiveInfinity, 1], [1, 1, -1]];
        foreach (double[] losses in bad)
            weighting.Next(losses).Should().BeSameAs(before);
        Details(weighting).Should().Be(details);
    }

    [Fact]
    public void Famo_learns_from_losses_of_the_step_at_hand_alone()
    {
        var famo = new Famo(["a", "b"], options: new() { RefreshInterval = 2 });
        string start = Details(famo);
        famo.Observe([2, 1]);
        Details(famo).Should().Be(start, "no step has been weighed");

        famo.Next(new double[] { 1, 1 });
        string before = Details(famo);
        famo.Next(new double[] { -1, 1 });
        famo.Observe([2, 1]);
        Details(famo).Should().Be(before, "the losses before the step were of no use");

        famo.Next(new double[] { 1, 1 });
        famo.Observe([2, 1]);
        // The loss "a" grew: its ξ rises, by Adam's first step, the learning rate.
        famo.Next(new double[] { 1, 1 });
        famo.Next(new double[] { 1, 1 });
        Math.Log(famo.RawWeights[0] / famo.RawWeights[1]).Should().BeApproximately(2 * 0.025, 1e-6);
    }

    [Theory, MemberData(nameof(GradientMethods))]
    public void A_gradient_that_vanishes_keeps_the_last_weights(string method)
    {
        var weighting = StepWeightings.Create(method, Losses);
        var before = Step(weighting, [1, 2, 3], new Random(6));
        double[] gram = [0, 0, 0, 0, 1, 0, 0, 0, 1];
        weighting.Next(new StepInput([1, 2, 3], gram, [0, 1, 1], 1)).Should().BeSameAs(before);
        weighting.Diagnose().LastReason.Should().Be("the squared gradient of \"a\" was 0");
        gram[0] = double.NaN;
        weighting.Next(new StepInput([1, 2, 3], gram, [0, 1, 1], 1)).Should().BeSameAs(before);
    }

    [Theory, MemberData(nameof(GradientMethods))]
    public void A_wrong_Gram_matrix_is_refused(string method)
    {
        var weighting = StepWeightings.Create(method, Losses);
        Refused(() => weighting.Next(new StepInput([1, 2, 3])), "*needs the Gram matrix of 3 gradients, 9 numbers, but 0 were given*");
        Refused(() => weighting.Next(new StepInput([1, 2, 3], [1, 0.5, 0, 0, 1, 0, 0, 0, 1], [1, 1, 1], 1)),
            "The Gram matrix is not symmetric: it has 0 at [1, 0] and 0.5 at [0, 1]*");
        weighting.Step.Should().Be(0);
    }

    [Theory, MemberData(nameof(Methods))]
    public void Wrong_counts_are_refused(string method)
    {
        var weighting = StepWeightings.Create(method, Losses);
        Refused(() => weighting.Next(new double[] { 1, 2 }), "There are 3 losses (a, b, c) but 2 values; give one per loss.*");
        Refused(() => weighting.Observe([1, 2]), "There are 3 losses*2 values*");
        Refused(() => StepWeightings.Create(method, ["a", "a"]), "Two losses are called \"a\"*");
    }

    [Fact]
    public void A_validation_gradient_of_zero_keeps_the_last_weights()
    {
        var weighting = new Hypergradient(Losses);
        var before = Step(weighting, [1, 2, 3], new Random(5));
        weighting.Next(new StepInput([1, 2, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0], 0)).Should().BeSameAs(before);
        weighting.Diagnose().LastReason.Should().Be("the squared validation gradient was 0");
        Refused(() => weighting.Next(new StepInput([1, 2, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1], [0], 1)),
            "There are 3 losses but 1 products with the validation gradient*");
    }

    [Fact]
    public void The_hypergradient_moves_to_losses_that_help_and_can_come_back()
    {
        var weighting = new Hypergradient(Losses, learningRate: 0.5, momentum: 0, new() { LargestRatio = 100 });
        double[] gram = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        // One step: w ∝ exp(0.5 (1, 0, −1)).
        var weights = weighting.Next(new StepInput([1, 1, 1], gram, [1, 0, -1], 1));
        (weights["a"] / weights["b"]).Should().BeApproximately(Math.Exp(0.5), 1e-12);
        (weights["b"] / weights["c"]).Should().BeApproximately(Math.Exp(0.5), 1e-12);
        for (int step = 0; step < 100; step++)
            weights = weighting.Next(new StepInput([1, 1, 1], gram, [1, 0, -1], 1));
        (weights["a"] / weights["c"]).Should().BeApproximately(100, 1e-9, "the bound holds");
        for (int step = 0; step < 10; step++)
            weights = weighting.Next(new StepInput([1, 1, 1], gram, [-1, 0, 1], 1));
        weights["c"].Should().BeGreaterThan(weights["a"], "log-weights are held to the bound, so ten steps back are enough");
    }

    [Fact]
    public void Smoothing_averages_log_weights()
    {
        var weighting = new AnalyticUncertaintyWeighting(["a", "b"], new() { Smoothing = 0.75 });
        weighting.Next(new double[] { 1, 1 });
        // log-ratio: 0, then 0.25 log(1/4).
        var weights = weighting.Next(new double[] { 4, 1 });
        Math.Log(weights["a"] / weights["b"]).Should().BeApproximately(0.25 * Math.Log(0.25), 1e-12);
    }

    [Fact]
    public void Between_refreshes_the_weights_stay_and_no_gradients_are_needed()
    {
        var weighting = new Mgda(["a", "b"], options: new() { RefreshInterval = 3 });
        weighting.IsRefreshDue.Should().BeTrue();
        var first = weighting.Next(new StepInput([1, 1], [4, 0, 0, 1]));
        // The shortest combination of orthogonal gradients: w ∝ 1 / ‖g‖².
        first["a"].Should().BeApproximately(0.2, 1e-12);
        for (int step = 0; step < 2; step++)
        {
            weighting.IsRefreshDue.Should().BeFalse();
            weighting.Next(new double[] { 1, 1 }).Should().BeSameAs(first);
        }
        weighting.IsRefreshDue.Should().BeTrue();
    }

    [Theory]
    [InlineData(MgdaNormalization.Loss)]
    [InlineData(MgdaNormalization.LossPlus)]
    public void MGDA_leaves_a_loss_of_0_alone(MgdaNormalization normalization)
    {
        // Divided by its loss the first gradient is far longer than the second, and the shortest combination does without it.
        var mgda = new Mgda(["a", "b"], normalization);
        mgda.Next(new StepInput([0, 1], [1, 0, 0, 1]));
        mgda.Diagnose().LastReason.Should().BeNull();
        mgda.RawWeights[0].Should().BeApproximately(0, 1e-12);
        mgda.RawWeights[1].Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void The_halving_prior_orders_heads_from_the_deepest()
    {
        var weights = new HalvingWeighting(["stride 8", "stride 4", "stride 2", "stride 1"]).Next(new double[] { 1, 1, 1, 1 });
        // nnU-Net: 1, 1/2, 1/4, lowest 0, divided by their sum.
        weights["stride 1"].Should().BeApproximately(1 / 1.75, 1e-12);
        weights["stride 4"].Should().BeApproximately(0.25 / 1.75, 1e-12);
        weights["stride 8"].Should().Be(0);
    }

    [Fact]
    public void Gradients_that_oppose_each_other_have_no_Nash_solution()
    {
        var nash = new NashMtl(["a", "b"]);
        nash.Next(new StepInput([1, 1], [1, -1, -1, 1]));
        nash.Diagnose().LastReason.Should().Contain("no combination helps all losses");
    }

    [Theory]
    [InlineData(0.3, 30)]
    [InlineData(0.5, 1e3)]
    [InlineData(1, 1e4)]
    [InlineData(2, 1e4)]
    [InlineData(5, 1e4)]
    public void FairGrad_solves_its_equation_for_gradients_of_very_different_lengths(double alpha, double ratio)
    {
        // gᵢ · gⱼ = −0.3 ‖gᵢ‖ ‖gⱼ‖: the sum of the unit vectors helps all three.
        double[] norms = [ratio, 1, 1 / ratio];
        double[] gram = [.. Enumerable.Range(0, 9).Select(at => norms[at / 3] * norms[at % 3] * (at / 3 == at % 3 ? 1 : -0.3))];
        var fair = new FairGrad(Losses, alpha);

        fair.Next(new StepInput([1, 1, 1], gram));

        fair.Diagnose().LastReason.Should().BeNull();
        for (int i = 0; i < 3; i++)
        {
            double along = Enumerable.Range(0, 3).Sum(j => gram[i * 3 + j] * fair.RawWeights[j]);
            (along * Math.Pow(fair.RawWeights[i], 1 / alpha)).Should().BeApproximately(1, 1e-8);
        }
    }

    [Theory]
    [InlineData(1e-10)]
    [InlineData(1e8)]
    public void CAGrad_finds_the_direction_for_gradients_of_any_length(double length)
    {
        // Three gradients at right angles.
        double[] gram = [1, 0, 0, 0, 4, 0, 0, 0, 4];
        var plain = new CAGrad(Losses);
        var scaled = new CAGrad(Losses);
        plain.Next(new StepInput([1, 1, 1], gram));
        scaled.Next(new StepInput([1, 1, 1], [.. gram.Select(product => product * length * length)]));

        scaled.Diagnose().LastReason.Should().BeNull();
        scaled.RawWeights.ToArray().Zip(plain.RawWeights.ToArray()).Should()
            .OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
    }

    /// <summary>
    /// GradNorm learns by Adam, which adds 1e-8 to slopes that are as long as the gradients; MGDA's descent stops near the shortest
    /// combination.
    /// </summary>
    [Theory, MemberData(nameof(GradientMethods))]
    public void Weights_do_not_depend_on_the_unit_of_the_losses(string method)
    {
        // Conflicts, lengths that differ, and a loss that is a tenth of the others'.
        double[] losses = [1, 2, 0.3], gram = [4, -1, 0.2, -1, 1, -0.1, 0.2, -0.1, 0.04], along = [1, -0.5, 0.1];
        var (units, tolerance) = method == "gradnorm"
            ? (new[] { 1e-6, 1e-3, 1e3 }, 1e-4)
            : ([1e-150, 1e-6, 1e-3, 1e3, 1e8, 1e150], method == "mgda" ? 1e-3 : 1e-9);
        LossWeights expected = Weigh(1);
        if (method is not "gradnorm")
            expected.IsCloseTo(LossWeights.Equal(Losses), 0.01).Should().BeFalse("equal weights would show nothing");
        foreach (double unit in units)
            Weigh(unit).IsCloseTo(expected, tolerance).Should().BeTrue($"{Weigh(unit)} at {unit} is {expected} at 1");

        LossWeights Weigh(double unit)
        {
            var weighting = StepWeightings.Create(method, Losses);
            for (int step = 0; step < 3; step++)
                weighting.Next(new StepInput([.. losses.Select(loss => loss * unit)], [.. gram.Select(product => product * unit * unit)],
                    [.. along.Select(product => product * unit)], 1));
            weighting.Diagnose().Fallbacks.Should().Be(0, weighting.Diagnose().LastReason);
            return weighting.Weights;
        }
    }

    [Theory, InlineData(1e-150), InlineData(1e-3), InlineData(1), InlineData(1e3), InlineData(1e150)]
    public void MGDA_finds_the_shortest_combination_of_gradients_of_any_length(double length)
    {
        double square = length * length;
        var mgda = new Mgda(Losses);
        mgda.Next(new StepInput([1, 1, 1], [square, 0, 0, 0, square, 0, 0, 0, square]));
        foreach (double weight in mgda.RawWeights)
            weight.Should().BeApproximately(1 / 3.0, 1e-4);
    }

    [Fact]
    public void PCGrad_projects_a_gradient_that_is_far_shorter_than_the_others()
    {
        // g₂ is 1e-6 long. What points against it goes from g₁, and g₂ loses what points against g₁: w₁ = 1 + 0.5e-6, w₂ = 1 + 0.5e6.
        var short2 = new PCGrad(["a", "b"]);
        short2.Next(new StepInput([1, 1], [1, -0.5e-6, -0.5e-6, 1e-12]));
        short2.RawWeights[0].Should().BeApproximately(1 + 0.5e-6, 1e-12);
        short2.RawWeights[1].Should().BeApproximately(1 + 0.5e6, 1e-3);
    }

    [Theory]
    [InlineData("step", "-5"), InlineData("fallbacks", "-1"), InlineData("bounded", "-1")]
    [InlineData("raw", """[1, "NaN", 1]"""), InlineData("logWeights", "[0, 1e308, 0]"), InlineData("logWeights", """[0, "-Infinity", 0]""")]
    [InlineData("details", """[["NaN", 1, 1], [1, 1, 1], [1], [0, 0, 0], [0], [0, 0, 0], [0, 0, 0], [0]]""")]
    public void Damaged_numbers_are_refused_and_change_nothing(string part, string damage)
    {
        var weighting = new GradNorm(Losses);
        Step(weighting, [1, 2, 3], new Random(1));
        string before = weighting.SaveState().ToJsonString();
        var damaged = weighting.SaveState();
        damaged[part] = JsonNode.Parse(damage);
        Refused<FormatException>(() => weighting.LoadState(damaged), $"The saved weighting.{part}*damaged.");
        weighting.SaveState().ToJsonString().Should().Be(before);
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_state_of_the_start_can_be_loaded(string method)
    {
        var weighting = StepWeightings.Create(method, Losses, new() { LargestRatio = double.PositiveInfinity });
        weighting.LoadState(weighting.SaveState());
        Step(weighting, [1, 2, 3], new Random(1));
        weighting.LoadState(weighting.SaveState());
        weighting.Step.Should().Be(1);
    }

    [Fact]
    public void A_state_after_losses_whose_squares_are_beyond_a_double_can_be_loaded()
    {
        var weighting = new UncertaintyWeighting(Losses);
        Step(weighting, [1e300, 2, 3], new Random(1));
        weighting.LoadState(weighting.SaveState());
        weighting.Step.Should().Be(1);
    }

    [Theory, MemberData(nameof(GradientMethods))]
    public void Matrices_of_many_losses_need_no_more_stack_than_those_of_few(string method)
    {
        // A matrix of 200 losses has 320 kB.
        const int count = 200, stack = 256 << 10;
        var weighting = StepWeightings.Create(method, Enumerable.Range(0, count).Select(i => $"loss {i}"));
        double[] ones = [.. Enumerable.Repeat(1.0, count)], gram = new double[count * count];
        for (int i = 0; i < count; i++)
            gram[i * count + i] = 1;

        var thread = new Thread(() => weighting.Next(new StepInput(ones, gram, ones, 1)), stack);
        thread.Start();
        thread.Join();

        weighting.Diagnose().Should().BeEquivalentTo(new { Steps = 1, Fallbacks = 0 });
    }

    [Fact]
    public void GradNorm_keeps_its_weights_where_a_loss_grows_from_0_beyond_all_numbers()
    {
        var weighting = new GradNorm(["a", "b"]);
        double[] gram = [1, 0, 0, 4];
        weighting.Next(new StepInput([0, 1], gram));
        var before = weighting.Next(new StepInput([1, 1], gram));
        string details = Details(weighting);

        // 1e300 beside a first value of 0, which counts as 1e-12: their ratio is above the largest double, 1.8e308.
        weighting.Next(new StepInput([1e300, 1], gram)).Should().BeSameAs(before);

        weighting.Diagnose().LastReason.Should().Be("a loss has grown from its first value beyond all numbers");
        Details(weighting).Should().Be(details);
    }

    [Fact]
    public void Famo_refuses_a_decay_that_is_no_number() =>
        Refused<ArgumentOutOfRangeException>(() => new Famo(Losses, gamma: double.PositiveInfinity),
            "gamma is Infinity; it must be 0 or more and finite*");

    [Fact]
    public void A_foreign_or_damaged_state_is_refused_and_changes_nothing()
    {
        var weighting = new Famo(Losses);
        Step(weighting, [1, 2, 3], new Random(1));
        string before = weighting.SaveState().ToJsonString();
        Refused<FormatException>(() => weighting.LoadState(new Famo(Losses, gamma: 0.1).SaveState()),
            "The saved state has other settings: parameters.gamma was 0.1 and is 0.001. Make the weighting with those that were saved.");
        var damaged = weighting.SaveState();
        damaged["details"]!.AsArray().RemoveAt(0);
        Refused<FormatException>(() => weighting.LoadState(damaged), "*details*");
        weighting.SaveState().ToJsonString().Should().Be(before);
        Refused(() => StepWeightings.Create("adamw", Losses), "There is no method \"adamw\"; the methods are equal, halving*");
    }

    private static LossWeights Step(StepWeighting weighting, double[] losses, Random random)
    {
        double[][] gradients = [.. losses.Append(0).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextDouble() - 0.4).ToArray())];
        double Dot(int i, int j) => gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
        int count = losses.Length;
        double[] gram = [.. Enumerable.Range(0, count * count).Select(at => Dot(at / count, at % count))];
        var weights = weighting.Next(
            new StepInput(losses, gram, [.. Enumerable.Range(0, count).Select(i => Dot(i, count))], Dot(count, count)));
        weighting.Observe([.. losses.Select(loss => Math.Abs(loss) * random.NextDouble())]);
        return weights;
    }

    private static string Details(StepWeighting weighting) => weighting.SaveState()["details"]!.ToJsonString();
}
