namespace Awsnet.Components;

/// <summary>The worker's side of a job: it is asked to save and end by closing its input, as happens when its coordinator dies.</summary>
/// <remarks>A job of a Slurm array is asked by SIGTERM instead, which a program handles for its own sake.</remarks>
public static class JobProcess
{
    /// <summary>Stops the work when the process that started this one for a job asks for it, or dies.</summary>
    /// <param name="cancellation">What stops the work otherwise.</param>
    /// <returns>
    /// A source of the token for the work; in a process that was not started for a job it is canceled by the given one alone.
    /// </returns>
    public static CancellationTokenSource LinkToParent(CancellationToken cancellation = default) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancellation, Lifeline.Watch());
}
