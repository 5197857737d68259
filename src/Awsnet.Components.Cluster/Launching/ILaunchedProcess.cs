namespace Awsnet.Components;

/// <summary>One process that a launcher started.</summary>
public interface ILaunchedProcess : IDisposable
{
    /// <summary>What and where it is, for the log and for <c>status</c>: for instance "process 4711 on n1".</summary>
    string Description { get; }

    /// <summary>Whether it waits for a place to run and so shows no progress with good reason.</summary>
    bool IsWaiting => false;

    /// <summary>Waits for its end.</summary>
    /// <param name="time">How long at most.</param>
    /// <returns>Whether it has ended.</returns>
    bool Wait(TimeSpan time);

    /// <summary>Writes a line to its standard input; see <see cref="ILauncher.SendsInput"/>.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Whether it could be written.</returns>
    bool TrySend(string line) => false;

    /// <summary>How it ended: 0 for good, above 128 by the signal 128 less.</summary>
    int ExitCode { get; }

    /// <summary>Ends it with all that it started, and returns when that is done or cannot be done.</summary>
    void Kill();
}
