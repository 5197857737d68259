using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>Options of <see cref="GreedyController"/>.</summary>
public sealed record GreedyOptions : ControllerOptions
{
    /// <summary>The changes of a logit to choose from, the same for every loss.</summary>
    /// <value>One or more different finite numbers. Default −0.15, 0, +0.15.</value>
    /// <exception cref="ArgumentException">There is none, two are alike, or one is not finite.</exception>
    public ImmutableArray<double> Actions
    {
        get;
        init
        {
            if (value.IsDefaultOrEmpty || value.Distinct().Count() != value.Length || !value.All(double.IsFinite))
                throw new ArgumentException("Actions must be one or more different finite numbers.", nameof(value));
            field = value;
        }
    } = [-0.15, 0, 0.15];

    internal override string Strategy => "greedy";
}
