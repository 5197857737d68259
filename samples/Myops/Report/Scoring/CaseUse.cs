namespace Awsnet.Components.Myops;

/// <summary>What a run has seen of a case.</summary>
internal enum CaseUse
{
    /// <summary>Nothing: its score tells what to expect.</summary>
    Unseen,

    /// <summary>The run's network was chosen by it.</summary>
    Validation,

    /// <summary>The run was trained on it: its score tells little.</summary>
    Training,
}
