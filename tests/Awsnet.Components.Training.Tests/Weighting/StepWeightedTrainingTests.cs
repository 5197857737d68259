namespace Awsnet.Components.Tests;

public sealed class StepWeightedTrainingTests
{
    private static readonly TrainingOptions Small = new() { FixedEpochs = 3, AutoEpochs = 0, Threads = 1, KeepBest = false, Seed = 3 };

    public static TheoryData<string> Methods => new(StepWeightings.Names);

    [Theory, MemberData(nameof(Methods))]
    public void Every_method_trains_and_resumes_between_any_two_steps_to_the_same_bits(string method)
    {
        using var whole = Make(Blobs.Task(), method);
        var outcome = whole.Run();
        outcome.WeightsByEpoch.Should().HaveCount(3);
        outcome.Weights.Values.Should().OnlyContain(weight => double.IsFinite(weight));

        using var folder = new TemporaryFolder();
        int left = 5;
        using (var broken = Make(Blobs.Task(), method))
            broken.RunUntil(folder["run"], report => report.Event is RunEvent.Step && --left == 0);
        using var resumed = Make(Blobs.Task(), method);
        var second = resumed.Run(folder["run"], resume: true);

        Blobs.Digest(resumed.Network).Should().Be(Blobs.Digest(whole.Network));
        second.WeightsByEpoch.Should().Equal(outcome.WeightsByEpoch);
    }

    [Fact]
    public void A_loss_without_a_gradient_is_named()
    {
        TwoHeadTask task = Blobs.Task();
        using var run = Make(
            task with
            {
                Loss = (network, batch, weights) =>
                {
                    var loss = task.Loss(network, batch, weights);
                    return loss with { Terms = [.. loss.Terms.Select(term => term?.detach())] };
                },
            }, "uw-analytic");

        Refused<InvalidOperationException>(() => run.Run(), "The loss \"coarse\" has no gradient: it was detached*");
    }

    [Fact]
    public void Equal_weights_are_those_of_a_plain_training_to_the_bit()
    {
        using var plain = Make(Blobs.Task(), null);
        plain.Run();
        using var weighted = Make(Blobs.Task(), "equal");
        weighted.Run();
        Blobs.Digest(weighted.Network).Should().Be(Blobs.Digest(plain.Network));
    }

    [Fact]
    public void A_gradient_put_together_from_the_losses_gradients_trains_as_that_of_their_sum()
    {
        // Gradients are measured at every step but the weights are equal: the sum of gradients is the gradient of the sum.
        // By plain descent: Adam would blow up the rounding of a bias before a normalization, whose gradient is 0.
        var task = Blobs.Task() with { Optimizer = network => optim.SGD(network.parameters(), 0.05) };
        using var plain = Make(task, null);
        plain.Run();
        using var measured = new TwoHeadTraining(task, Small, weighting: new Mgda(Blobs.LossNames, options: new() { LargestRatio = 1 }));
        measured.Run();
        foreach (var (name, expected) in plain.Network.state_dict())
            measured.Network.state_dict()[name].allclose(expected, 1e-4, 1e-5).Should().BeTrue(name);
    }

    [Fact]
    public void The_hypergradient_turns_off_a_loss_that_harms()
    {
        var task = ValidatedTask() with
        {
            Loss = (network, batch, weights) =>
            {
                var (coarse, fine) = network.call(batch.Input);
                // The coarse head is to find the opposite of what is there; both heads share the first layer.
                return LossTerms.Weighted(
                    weights,
                    nn.functional.cross_entropy(coarse, batch.Target) + nn.functional.cross_entropy(fine, 1 - batch.Target),
                    nn.functional.cross_entropy(fine, batch.Target));
            },
        };
        using var training = new TwoHeadTraining(task, Small with { FixedEpochs = 8 }, weighting: new Hypergradient(Blobs.LossNames));
        training.Run().Weights["fine"].Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void A_validation_loss_leaves_the_networks_buffers_alone()
    {
        // The Gram matrix's method sees no validation; with both weights held equal the statistics must come out alike.
        StepWeightingOptions equal = new() { LargestRatio = 1 };
        using var without = new TwoHeadTraining(Blobs.Task(), Small, weighting: new Mgda(Blobs.LossNames, options: equal));
        using var with = new TwoHeadTraining(ValidatedTask(), Small, weighting: new Hypergradient(Blobs.LossNames, options: equal));
        without.Run();
        with.Run();
        Blobs.Digest(with.Network).Should().Be(Blobs.Digest(without.Network));
    }

    [Fact]
    public void A_batch_that_is_not_finite_is_skipped_and_keeps_the_weights()
    {
        int step = 0;
        var task = Blobs.Task();
        var poisoned = task with
        {
            Loss = (network, batch, weights) =>
            {
                var loss = task.Loss(network, batch, weights);
                return ++step == 4 ? LossTerms.Weighted(weights, [.. loss.Terms.Select(term => term! * float.NaN)]) : loss;
            },
        };
        var weighting = new PCGrad(Blobs.LossNames);
        using var training = new TwoHeadTraining(poisoned, Small, weighting: weighting);
        training.Run().Warnings.Should().ContainSingle(warning => warning.Contains("was skipped: its loss is NaN"));
        weighting.Diagnose().Fallbacks.Should().Be(1);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused(() => new TwoHeadTraining(Blobs.Task(), Small, weighting: new PCGrad(["a", "b"])),
            "The weighting weighs a, b, but the task's losses are coarse, fine*");
        Refused(() => new TwoHeadTraining(Blobs.Task(), Small, weighting: new Hypergradient(Blobs.LossNames)),
            "Hypergradient needs the gradient of a validation loss*");
        Refused(() => new TwoHeadTraining(
                Blobs.Task(), Small with { FixedEpochs = 0, AutoEpochs = 1 }, Blobs.Controller(), weighting: new PCGrad(Blobs.LossNames)),
            "PCGrad weighs the steps of fixed epochs, but FixedEpochs is 0*");

        using var folder = new TemporaryFolder();
        using (var first = Make(Blobs.Task(), "dwa"))
            first.Run(folder["run"]);
        using var other = Make(Blobs.Task(), null);
        other.Invoking(run => run.Run(folder["run"], resume: true)).Should().Throw<InvalidDataException>()
            .WithMessage("*was trained with a step-by-step weighting*");
        using var another = Make(Blobs.Task(), "gls");
        another.Invoking(run => run.Run(folder["run"], resume: true)).Should().Throw<InvalidDataException>()
            .WithMessage("The run's weighting does not fit: The saved state has other settings*");
    }

    private static TwoHeadTraining Make(TwoHeadTask task, string? method) => method is null
            ? new(task, Small)
            : new(method == "hypergradient" ? ValidatedTask() : task, Small,
                weighting: StepWeightings.Create(method, Blobs.LossNames, new() { Seed = 4 }));

    private static TwoHeadTask ValidatedTask() => Blobs.Task() with
    {
        ValidationLoss = (network, seed) =>
        {
            var batch = Blobs.Batch(seed);
            return nn.functional.cross_entropy(network.call(batch.Input).Fine, batch.Target);
        },
    };
}
