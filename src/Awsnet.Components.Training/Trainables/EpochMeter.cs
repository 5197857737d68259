using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Running means of an epoch: what is reported of it, and what must be carried on when it is broken off in its midst.</summary>
internal sealed class EpochMeter(int losses)
{
    private readonly double[] _sums = new double[losses];
    private readonly int[] _counts = new int[losses];
    private double _total;
    private double _norm;

    internal int Steps { get; private set; }

    internal int Skipped { get; private set; }

    internal int SkippedInRow { get; private set; }

    /// <summary>The mean weighted loss of the steps that counted; NaN before the first.</summary>
    internal double Loss => Steps == 0 ? double.NaN : _total / Steps;

    /// <summary>The mean norm of the gradient, before clipping.</summary>
    internal double GradientNorm => Steps == 0 ? double.NaN : _norm / Steps;

    internal ImmutableArray<double> Losses => [.. _sums.Zip(_counts, (sum, count) => count == 0 ? double.NaN : sum / count)];

    internal void Add(double total, double[] terms, double norm)
    {
        Steps++;
        SkippedInRow = 0;
        _total += total;
        _norm += norm;
        for (int i = 0; i < terms.Length; i++)
        {
            if (double.IsNaN(terms[i]))
                continue;
            _sums[i] += terms[i];
            _counts[i]++;
        }
    }

    internal void Skip()
    {
        Skipped++;
        SkippedInRow++;
    }

    /// <exception cref="TrainingDivergedException">Every step was skipped, so that nothing was learned.</exception>
    internal void RequireSteps()
    {
        if (Steps == 0 && Skipped > 0)
            throw new TrainingDivergedException(
                $"Not one of the epoch's {Skipped} batches gave a finite step. Look for NaN in the data, or lower the learning rate.");
    }

    internal JsonObject Save() => new()
    {
        ["steps"] = Steps,
        ["skipped"] = Skipped,
        ["skippedInRow"] = SkippedInRow,
        ["total"] = _total,
        ["norm"] = _norm,
        ["sums"] = new JsonArray([.. _sums.Select(JsonNumber.Of)]),
        ["counts"] = new JsonArray([.. _counts.Select(count => (JsonNode)count)]),
    };

    internal void Load(JsonObject saved)
    {
        Steps = (int)saved["steps"]!;
        Skipped = (int)saved["skipped"]!;
        SkippedInRow = (int)saved["skippedInRow"]!;
        _total = (double)saved["total"]!;
        _norm = (double)saved["norm"]!;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] = Json.Number(saved["sums"]![i]);
            _counts[i] = (int)saved["counts"]![i]!;
        }
    }
}
