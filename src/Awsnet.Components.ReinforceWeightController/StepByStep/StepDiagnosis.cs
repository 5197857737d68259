namespace Awsnet.Components;

/// <summary>How a step-by-step weighting has fared.</summary>
/// <param name="Steps">Steps weighed.</param>
/// <param name="Fallbacks">Steps that kept the last weights because theirs could not be computed.</param>
/// <param name="LastReason">Why the last of them could not, or <see langword="null"/>.</param>
/// <param name="Bounded">Steps on which the bound on the weights' ratio held one back.</param>
public sealed record StepDiagnosis(long Steps, long Fallbacks, string? LastReason, long Bounded)
{
    /// <summary>The finding as a plain sentence.</summary>
    public string Summary => Fallbacks == 0
        ? $"All {Steps} steps were weighed; the bound on the weights' ratio held on {Bounded} of them."
        : $"{Fallbacks} of {Steps} steps kept the weights before them, the last because {LastReason}; the bound held on {Bounded}.";
}
