namespace Awsnet.Components.Compare;

/// <summary>Processor time of an action, which other load on the machine hardly changes.</summary>
internal static class Stopwatches
{
    /// <summary>The least of several means, in milliseconds of processor time, after the compiler has settled.</summary>
    /// <param name="action">What to time.</param>
    /// <param name="warmUp">Runs before the first timed one.</param>
    public static double Milliseconds(Action action, int warmUp = 40)
    {
        // Tiered compilation replaces a method in the background after 30 calls.
        for (var run = 0; run < warmUp; run++) action();
        Thread.Sleep(200);
        var least = double.PositiveInfinity;
        for (var batch = 0; batch < 3; batch++)
        {
            // The clock ticks every few milliseconds, so a batch takes a fifth of a second or more.
            var start = Environment.CpuUsage.TotalTime;
            var runs = 0;
            TimeSpan spent;
            do
            {
                action();
                runs++;
                spent = Environment.CpuUsage.TotalTime - start;
            }
            while (spent < TimeSpan.FromMilliseconds(200));
            least = Math.Min(least, spent.TotalMilliseconds / runs);
        }

        return least;
    }
}
