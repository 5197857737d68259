using System.Diagnostics;

namespace Awsnet.Components.Compare;

/// <summary>The least time of several runs, after the compiler has settled.</summary>
internal static class Stopwatches
{
    public static double LeastMilliseconds(Action action, int repeats, int warmUp = 40)
    {
        // Tiered compilation replaces a method in the background after 30 calls.
        for (var warm = 0; warm < warmUp; warm++) action();
        Thread.Sleep(300);
        var least = double.PositiveInfinity;
        for (var run = 0; run < repeats; run++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return least;
    }
}
