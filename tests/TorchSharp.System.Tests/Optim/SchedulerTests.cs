using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Optim;

/// <summary>What peer.py's sequences do not show: jumps, restarts, several schedulers, misuse.</summary>
public sealed class SchedulerTests
{
    private static SGD Optimizer(double rate = 1) => SGD([new Parameter(ones(1))], rate);

    private static double Rate(Optimizer optimizer) => optimizer.ParamGroups.Single().LearningRate;

    public static TheoryData<string, Func<Optimizer, lr_scheduler.LRScheduler>> ClosedForms => new()
    {
        { "step", o => lr_scheduler.StepLR(o, 3, 0.5) },
        { "multistep", o => lr_scheduler.MultiStepLR(o, [2, 5, 5], 0.5) },
        { "exponential", o => lr_scheduler.ExponentialLR(o, 0.9) },
        { "cosine", o => lr_scheduler.CosineAnnealingLR(o, 12, 0.1) },
        { "linear", o => lr_scheduler.LinearLR(o, 0.25, 1, 6) },
        { "polynomial", o => lr_scheduler.PolynomialLR(o, 12, 2) },
        { "lambda", o => lr_scheduler.LambdaLR(o, epoch => 1.0 / (1 + epoch)) },
    };

    [Theory]
    [MemberData(nameof(ClosedForms))]
    public void A_jump_arrives_where_the_steps_do(string name, Func<Optimizer, lr_scheduler.LRScheduler> make)
    {
        using SGD walked = Optimizer(), jumped = Optimizer();
        lr_scheduler.LRScheduler walker = make(walked), jumper = make(jumped);
        for (int epoch = 1; epoch <= 11; epoch++)
        {
            walker.step();
            jumper.step(epoch);
            Rate(jumped).Should().BeApproximately(Rate(walked), 1e-12, "{0} at epoch {1}", name, epoch);
            walker.get_last_lr().Should().Equal(Rate(walked));
        }
    }

    // 0.5 * 0.1 = 0.05 at epoch 4 whether the schedule ran through or was built anew at epoch 3 from saved options.
    [Fact]
    public void A_schedule_can_be_taken_up_again()
    {
        using SGD first = Optimizer(0.5), second = Optimizer(0.5);
        lr_scheduler.LRScheduler scheduler = lr_scheduler.StepLR(first, 4);
        for (int i = 0; i < 3; i++) scheduler.step();
        second.load_state_dict(first.state_dict());
        _ = lr_scheduler.StepLR(second, 4, last_epoch: 3);
        Rate(second).Should().BeApproximately(0.05, 1e-15);
    }

    [Fact]
    public void A_later_scheduler_starts_from_the_rate_of_the_first()
    {
        using SGD optimizer = Optimizer(0.8);
        optimizer.ParamGroups.Single().LearningRate = 0.4;
        _ = lr_scheduler.LinearLR(optimizer, 0.5);
        Rate(optimizer).Should().Be(0.2);
        optimizer.ParamGroups.Single().InitialLearningRate.Should().Be(0.4, "the rate that was set by hand before");
        _ = lr_scheduler.LambdaLR(optimizer, _ => 1);
        Rate(optimizer).Should().Be(0.4);
    }

    public static TheoryData<string, Action> Refused => new()
    {
        { "step_size is 0*", () => lr_scheduler.StepLR(Optimizer(), 0) },
        { "T_max is 0*", () => lr_scheduler.CosineAnnealingLR(Optimizer(), 0) },
        { "start_factor is 0*", () => lr_scheduler.LinearLR(Optimizer(), 0) },
        { "end_factor is 2*", () => lr_scheduler.LinearLR(Optimizer(), 0.5, 2) },
        { "factor is 1*", () => lr_scheduler.ReduceLROnPlateau(Optimizer(), factor: 1) },
        { "mode is \"least\"*", () => lr_scheduler.ReduceLROnPlateau(Optimizer(), "least") },
        { "threshold_mode is \"x\"*", () => lr_scheduler.ReduceLROnPlateau(Optimizer(), threshold_mode: "x") },
        { "2 rates were given for 1 parameter groups*", () => lr_scheduler.ReduceLROnPlateau(Optimizer(), min_lr: [1, 2]) },
        { "2 functions were given for 1 parameter groups*", () => _ = new lr_scheduler.impl.LambdaLR(Optimizer(), [_ => 1, _ => 2]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Wrong_settings_are_refused(string message, Action action) => action.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void A_plateau_needs_a_measured_value() =>
        ((Action)lr_scheduler.ReduceLROnPlateau(Optimizer()).step).Should().Throw<InvalidOperationException>().WithMessage("*needs the measured value*");
}
