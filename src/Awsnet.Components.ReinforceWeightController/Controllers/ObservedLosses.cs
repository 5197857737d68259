namespace Awsnet.Components;

/// <summary>For strategies that live on observed losses.</summary>
internal static class ObservedLosses
{
    internal static void Require(ReadOnlySpan<CandidateResult> results, string who)
    {
        foreach (var result in results)
        {
            if (result.Status == CandidateStatus.Ok && result.Losses.IsDefaultOrEmpty)
                throw new ArgumentException($"{who} follows the observed losses, but the result of proposal {result.Index} has none; return one mean value per loss from the training.", nameof(results));
        }
    }
}
