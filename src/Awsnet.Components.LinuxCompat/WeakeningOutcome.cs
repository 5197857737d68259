namespace Awsnet.Components;

/// <summary>What became of a library.</summary>
internal enum WeakeningOutcome
{
    /// <summary>The version's need is weak now.</summary>
    Weakened,

    /// <summary>The version is not needed, or weakly already.</summary>
    NothingToDo,

    /// <summary>The file is not what was expected; not a byte of it changed.</summary>
    Unexpected,
}
