namespace Awsnet.Components.Myops;

/// <summary>What <c>run.json</c> holds.</summary>
internal sealed record RunRecord : BegunRecord
{
    /// <summary>What tells runs apart.</summary>
    public required string Id { get; init; }

    /// <summary>Cases trained on.</summary>
    public required IReadOnlyList<string> TrainingCases { get; init; }

    /// <summary>Cases kept to judge by.</summary>
    public required IReadOnlyList<string> ValidationCases { get; init; }

    /// <summary>What the run has seen of a case. Cases are told apart by their images: files may have moved or have other names.</summary>
    /// <param name="images">The fingerprint of the case's images.</param>
    public CaseUse UseOf(string images)
    {
        string[] same = [.. Cases.Where(one => one.Value.Images == images).Select(one => one.Key)];
        return TrainingCases.Intersect(same).Any() ? CaseUse.Training
            : ValidationCases.Intersect(same).Any() ? CaseUse.Validation
            : CaseUse.Unseen;
    }

    /// <summary>How large the ventricles of all these are; null in runs that began before it was written down.</summary>
    public VentricleAreas? VentricleAreas { get; init; }

    /// <summary>How wide the pixels of all these are, mm; null in runs that began before it was written down.</summary>
    public PixelWidths? PixelWidths { get; init; }

    /// <summary>The folder, relative to this run's, of the run whose CASN this one uses; null where it trains its own.</summary>
    public string? CoarseRun { get; init; }

    /// <summary>Whether CASN is all that is trained, for others to use.</summary>
    public bool CoarseOnly { get; init; }
}
