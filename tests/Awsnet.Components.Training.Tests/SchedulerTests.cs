using static TorchSharp.torch.optim;

namespace Awsnet.Components.Tests;

public sealed class SchedulerTests
{
    private static readonly TrainingOptions plain = new() { FixedEpochs = 5, AutoEpochs = 0, Threads = 1, Seed = 4, KeepBest = false };

    [Fact]
    public void It_is_stepped_after_each_epoch()
    {
        Factors(optimizer => lr_scheduler.StepLR(optimizer, 2, 0.5)).Should().Equal(1, 1, 0.5, 0.5, 0.25);
        Factors(optimizer => lr_scheduler.LinearLR(optimizer, start_factor: 0.5, total_iters: 2)).Should()
            .Equal([0.5, 0.75, 1, 1, 1], (factor, expected) => Math.Abs(factor - expected) < 1e-12);
    }

    [Fact]
    public void Reduction_on_a_plateau_goes_by_the_reward_of_each_validation()
    {
        double[] rewards = [0.5, 0.6, 0.6, 0.6, 0.7];
        int evaluations = 0;
        var task = Blobs.Task() with { Evaluate = (_, _) => rewards[evaluations++] };
        // No better twice in a row, after the fourth epoch.
        Factors(optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, "max", 0.1, patience: 1), task).Should()
            .Equal([1, 1, 1, 1, 0.1], (factor, expected) => Math.Abs(factor - expected) < 1e-12);
        // Validated after epochs 2, 4 and 5 alone: 0.5, 0.6, 0.6 are no plateau yet.
        evaluations = 0;
        Factors(optimizer => lr_scheduler.ReduceLROnPlateau(optimizer, "max", 0.1, patience: 1), task, plain with { ValidateEvery = 2 })
            .Should().Equal(1, 1, 1, 1, 1);
        evaluations.Should().Be(3);
    }

    [Fact]
    public void The_same_rates_give_the_bits_of_the_options_own_schedule()
    {
        var cosine = LearningRateSchedule.Cosine();
        var mixed = plain with { FixedEpochs = 3, AutoEpochs = 2, Search = new() { Candidates = 2 }, ThreadsPerCandidate = 1 };
        string[] digests =
        [
            Digest(Blobs.Task(), mixed with { Schedule = cosine }),
            Digest(Scheduled(Cosine), mixed),
            Digest(Scheduled(Cosine), mixed with { Search = new() { Candidates = 2, Parallelism = 2 } }),
            Digest(Blobs.Task(), mixed),
        ];
        digests[1].Should().Be(digests[0]);
        digests[2].Should().Be(digests[0]);
        digests[3].Should().NotBe(digests[0]);

        lr_scheduler.LRScheduler Cosine(Optimizer optimizer) => lr_scheduler.LambdaLR(optimizer, epoch => cosine.Factor(epoch, 5));
        static string Digest(TwoHeadTask task, TrainingOptions options)
        {
            using var training = new TwoHeadTraining(task, options, Blobs.Controller());
            training.Run();
            return Blobs.Digest(training.Network);
        }
    }

    [Theory]
    [InlineData("exponential")]
    [InlineData("plateau")]
    public void A_run_that_stopped_in_an_epoch_resumes_with_the_same_rates_and_bits(string kind)
    {
        var task = Scheduled(optimizer => kind == "plateau"
            ? lr_scheduler.ReduceLROnPlateau(optimizer, "max", 0.3, patience: 0)
            : lr_scheduler.ExponentialLR(optimizer, 0.7)) with
        {
            Optimizer = network => SGD(network.parameters(), 0.1, momentum: 0.9),
        };
        List<double> whole = [], parts = [];
        using var folder = new TemporaryFolder();
        string expected = Run(whole, null, -1);
        Run(parts, folder["run"], 8).Should().Be("stopped");
        Run(parts, folder["run"], 4).Should().Be("stopped");
        Run(parts, folder["run"], -1).Should().Be(expected);
        parts.Should().Equal(whole);
        // On the plateau from the second epoch on.
        whole.Distinct().Should().HaveCount(kind == "plateau" ? 4 : 5);

        string Run(List<double> factors, string? path, int stopAfter)
        {
            using var stop = new CancellationTokenSource();
            using var training = new TwoHeadTraining(
                task with { EpochEnded = (_, epoch) => factors.Add(epoch.LearningRateFactor), Evaluate = (_, _) => 0.5 }, plain);
            try
            {
                training.Run(path, resume: true, new Immediate<RunProgress>(report =>
                {
                    if (report.Event == RunEvent.Step && --stopAfter == 0)
                        stop.Cancel();
                }), stop.Token);
                return Blobs.Digest(training.Network);
            }
            catch (OperationCanceledException)
            {
                return "stopped";
            }
        }
    }

    [Fact]
    public void Another_scheduler_cannot_resume_the_run()
    {
        using var culture = new CommaCulture();
        using var folder = new TemporaryFolder();
        Make(Scheduled(optimizer => lr_scheduler.StepLR(optimizer, 2, 0.5))).Run(folder["run"]);
        FluentActions.Invoking(() => Make(Scheduled(optimizer => lr_scheduler.StepLR(optimizer, 2, 0.4))).Run(folder["run"], resume: true))
            .Should().Throw<InvalidDataException>().WithMessage("The run's learning rates were 0.0025 after 5 epochs*resume with the*");
        Refused<InvalidDataException>(() => Make(Blobs.Task()).Run(folder["run"], resume: true), "*was trained with a scheduler*");
        FluentActions.Invoking(() => Make(Scheduled(optimizer => lr_scheduler.StepLR(optimizer, 2)), plain with
        {
            Schedule = LearningRateSchedule.Cosine(),
        })).Should().Throw<ArgumentException>().WithMessage("*keep one of them*");
    }

    private static TwoHeadTask Scheduled(Func<Optimizer, lr_scheduler.LRScheduler> scheduler) =>
        Blobs.Task() with { Scheduler = scheduler };

    private static TwoHeadTraining Make(TwoHeadTask task, TrainingOptions? options = null) => new(task, options ?? plain);

    private static List<double> Factors(
        Func<Optimizer, lr_scheduler.LRScheduler> scheduler, TwoHeadTask? task = null,
        TrainingOptions? options = null)
    {
        List<double> factors = [];
        using var training = Make((task ?? Blobs.Task()) with
        {
            Scheduler = scheduler,
            EpochEnded = (_, epoch) => factors.Add(epoch.LearningRateFactor),
        }, options);
        training.Run();
        return factors;
    }
}
