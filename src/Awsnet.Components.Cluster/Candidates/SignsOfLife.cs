using System.Diagnostics;

namespace Awsnet.Components;

/// <summary>Writes how far the training is, not more often than anybody looks.</summary>
internal sealed class SignsOfLife(AttemptFolder attempt) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan least = TimeSpan.FromSeconds(0.5);
    private readonly Stopwatch _since = new();
    private long _sign;

    public void Report(TrainingProgress value)
    {
        if (_since.IsRunning && _since.Elapsed < least)
            return;
        _since.Restart();
        try
        {
            attempt.WriteProgress(++_sign, value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk shows when the result is written; until then it may have room again. Windows refuses while somebody reads the
            // sign before.
        }
    }
}
