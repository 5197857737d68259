namespace Awsnet.Components;

/// <summary>How a summary is computed.</summary>
public sealed record MetricSummaryOptions
{
    /// <summary>Confidence of the bootstrap interval of the mean.</summary>
    /// <value>In (0, 1). Default 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Number of bootstrap resamples.</summary>
    /// <value>At least 1. Default 2000.</value>
    public int Resamples { get; init; } = 2000;

    /// <summary>Seed of the resampling.</summary>
    /// <value>Any number; equal seeds give equal intervals on every machine. Default 0.</value>
    public long Seed { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message says which.</exception>
    internal void Validate()
    {
        if (!(Confidence > 0 && Confidence < 1))
            throw new ArgumentException(
                FormattableString.Invariant($"Confidence is {Confidence}; it must lie between 0 and 1, both excluded."));
        if (Resamples < 1)
            throw new ArgumentException(FormattableString.Invariant($"Resamples is {Resamples}; at least 1 is needed."));
    }
}
