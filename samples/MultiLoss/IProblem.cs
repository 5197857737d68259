namespace Awsnet.Components.Samples;

/// <summary>A training with several losses, and what it is judged by. A problem is one file of the folder Problems.</summary>
internal interface IProblem
{
    /// <summary>What <c>--problem</c> calls it.</summary>
    string Name { get; }

    /// <summary>What the error is, for the table and the plot; less is better.</summary>
    string Error { get; }

    /// <summary>Ways to choose the weights, equal ones first.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>Trains once; everything random comes from the seed, so that methods can be compared seed by seed.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="elsewhere">Where candidates train; null for here.</param>
    /// <param name="cancellation">Stops between steps.</param>
    Outcome Run(string method, long seed, Elsewhere? elsewhere, CancellationToken cancellation);

    /// <summary>Trains the candidate, or the part of a whole run, that this process was started for, if it was.</summary>
    bool TryTrainCandidate(string method, long seed, out int exitCode);
}
