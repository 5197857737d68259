namespace Awsnet.Components;

/// <summary>What is brought to whose size where a supervision head and the target differ in size.</summary>
public enum HeadResolution
{
    /// <summary>
    /// The target to each head, by nearest pixel: pixel i of n takes pixel ⌊(i + ½) · m / n⌋ of m, the one under its middle. PyTorch calls
    /// this <c>nearest-exact</c>; MONAI and nnU-Net scale targets so.
    /// </summary>
    TargetToHead,

    /// <summary>Each head to the target, linearly along every axis, corners not aligned.</summary>
    HeadToTargetLinear,

    /// <summary>Each head to the target, by the nearest pixel of <see cref="TargetToHead"/>.</summary>
    HeadToTargetNearest,
}
