namespace Awsnet.Components.Tests;

internal static class CanceledRun
{
    /// <summary>Runs a training, which is canceled by the first report that is enough.</summary>
    internal static void RunUntil(this TwoHeadTraining training, string? folder, Func<RunProgress, bool> isEnough)
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Immediate<RunProgress>(report =>
        {
            if (isEnough(report))
                cancel.Cancel();
        });
        training.Invoking(it => it.Run(folder, progress: progress, cancellation: cancel.Token))
            .Should().Throw<OperationCanceledException>();
    }
}
