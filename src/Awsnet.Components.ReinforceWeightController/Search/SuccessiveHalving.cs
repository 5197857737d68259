using System.Collections.Immutable;
using System.Globalization;

namespace Awsnet.Components;

/// <summary>All candidates train a part of the epoch, the better ones continue, the rest are dropped.</summary>
/// <remarks>
/// The search holds a snapshot for each candidate that reaches the next rung, besides the incumbent's.
/// With K = 10, rungs at 1/4, 1/2 and 1 and half of them kept each time an epoch costs 10/4 + 5/4 + 3/2 = 5.25 epochs instead of 10.
/// </remarks>
public sealed record SuccessiveHalving
{
    /// <summary>Where in the epoch candidates are compared.</summary>
    /// <value>Rising fractions above 0, the last one 1. Default 1/4, 1/2, 1.</value>
    /// <exception cref="ArgumentException">The fractions do not rise, or do not end with 1.</exception>
    public ImmutableArray<double> Rungs
    {
        get;
        init
        {
            if (value.IsDefaultOrEmpty || value[^1] != 1)
                throw new ArgumentException("The rungs must end with 1, the whole epoch.", nameof(value));
            double before = 0;
            foreach (double rung in value)
            {
                if (!(rung > before))
                    throw new ArgumentException(
                        string.Create(CultureInfo.InvariantCulture, $"The rung {rung} follows {before}; rungs must rise from above 0."),
                        nameof(value));
                before = rung;
            }
            field = value;
        }
    } = [0.25, 0.5, 1];

    /// <summary>Which part of the candidates continues after each rung, rounded up.</summary>
    /// <value>In (0, 1). Default 0.5.</value>
    public double Keep { get; init => field = Option.InRange(value, value > 0 && value < 1, "above 0 and below 1"); } = 0.5;

    /// <summary>How many of a number of candidates continue.</summary>
    internal int Survivors(int candidates) => Math.Max(1, (int)Math.Ceiling(candidates * Keep - 1e-9));
}
