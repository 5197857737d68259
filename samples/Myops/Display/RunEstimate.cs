using System.Diagnostics;

namespace Awsnet.Components.Myops;

/// <summary>Time left of a whole run, from how fast its stages' work went so far in this process.</summary>
internal sealed class RunEstimate(IReadOnlyList<StageRow> rows)
{
    // A moment's speed says little.
    private const double LeastSeconds = 3;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<StageRow, double> seen = [];
    private double worked;

    /// <summary>The estimate, or null while there is too little to go by.</summary>
    public TimeSpan? Left() => Left(clock.Elapsed.TotalSeconds);

    /// <summary>The estimate after some seconds.</summary>
    internal TimeSpan? Left(double seconds)
    {
        foreach (var row in rows) worked += row.Cost * Progress(row);
        var left = rows.Sum(row => row.Cost * (1 - row.Fraction));
        return seconds < LeastSeconds || worked <= 0 ? null : TimeSpan.FromSeconds(seconds * left / worked);
    }

    /// <summary>
    /// What was done of a stage since the last call: not what it had at the first report, nor less than nothing after a restart.
    /// </summary>
    private double Progress(StageRow row)
    {
        if (row is { Last: null, Summary: null }) return 0;
        if (!seen.TryGetValue(row, out var before))
            before = row.Last is { } last ? (double)last.Epoch / Math.Max(1, last.Epochs) : row.Fraction;
        seen[row] = row.Fraction;
        return Math.Max(0, row.Fraction - before);
    }
}
