namespace Awsnet.Components;

/// <summary>The coronary artery whose territory a lesion lies in.</summary>
public enum CoronaryTerritory
{
    /// <summary>Left anterior descending: anterior wall, front of the septum, apex.</summary>
    LeftAnteriorDescending,

    /// <summary>Right coronary: inferior wall, back of the septum.</summary>
    RightCoronary,

    /// <summary>Left circumflex: lateral wall.</summary>
    LeftCircumflex,
}
