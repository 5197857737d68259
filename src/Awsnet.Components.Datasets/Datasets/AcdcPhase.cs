namespace Awsnet.Components;

/// <summary>The two annotated moments of the heart's cycle in ACDC.</summary>
public enum AcdcPhase
{
    /// <summary>ED: the ventricles are full.</summary>
    EndDiastole,

    /// <summary>ES: the ventricles are emptied.</summary>
    EndSystole,
}
