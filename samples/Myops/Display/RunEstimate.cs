using System.Diagnostics;

namespace Awsnet.Components.Myops;

/// <summary>Time left of a whole run, from how fast its stages' work went so far in this process.</summary>
internal sealed class RunEstimate(IReadOnlyList<StageRow> rows)
{
    // A moment's speed says little.
    private const double LeastSeconds = 3;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double? doneBefore;

    /// <summary>The estimate, or null while there is too little to go by.</summary>
    public TimeSpan? Left()
    {
        double done = rows.Sum(row => row.Cost * row.Fraction), all = rows.Sum(row => row.Cost);
        doneBefore ??= done;
        var seconds = clock.Elapsed.TotalSeconds;
        return seconds < LeastSeconds || done <= doneBefore
            ? null
            : TimeSpan.FromSeconds(seconds * (all - done) / (done - doneBefore.Value));
    }
}
