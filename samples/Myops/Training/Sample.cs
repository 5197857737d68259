namespace Awsnet.Components.Myops;

/// <summary>One slice as a network sees it.</summary>
/// <param name="Group">The case it belongs to, by number.</param>
/// <param name="Crops">The slice as it is, then as it may also be cropped; training draws one each time.</param>
internal sealed record Sample(int Group, IReadOnlyList<SampleCrop> Crops);
