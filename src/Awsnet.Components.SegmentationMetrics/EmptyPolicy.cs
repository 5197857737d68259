namespace Awsnet.Components;

/// <summary>The value that a metric takes where an empty mask leaves it undefined.</summary>
public enum EmptyPolicy
{
    /// <summary>Not a number: the case drops out of means, and is counted as such.</summary>
    NaN,

    /// <summary>The best value: 1 for a score, 0 for a distance or an error.</summary>
    Perfect,

    /// <summary>The worst value: 0 for a score, positive infinity for a distance or an error.</summary>
    Worst,

    /// <summary>Positive infinity; for distances and errors.</summary>
    Infinity,

    /// <summary>The length of the image diagonal in mm, √Σ(nᵢ sᵢ)²; for distances.</summary>
    ImageDiagonal,

    /// <summary>Throw an <see cref="InvalidOperationException"/>.</summary>
    Throw,
}
