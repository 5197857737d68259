namespace Awsnet.Components.Samples;

/// <summary>One row of the paper's tables: a base U-Net and what is plugged into it.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Gate">PAM: a pixel-wise attention gate on each skip.</param>
/// <param name="Supervised">DS: a loss on each decoder level, with equal weights.</param>
/// <param name="AutoWeighted">DAS: those losses with weights that a controller moves in the last epochs.</param>
internal sealed record Arm(string Name, bool Gate = false, bool Supervised = false, bool AutoWeighted = false)
{
    public static Arm Base { get; } = new("Base");

    public static Arm Ds { get; } = new("Base+DS", Supervised: true);

    public static Arm Pam { get; } = new("Base+PAM", Gate: true);

    public static Arm PamDs { get; } = new("Base+PAM+DS", Gate: true, Supervised: true);

    public static Arm Das { get; } = new("Base+DAS", Supervised: true, AutoWeighted: true);

    public static Arm PamDas { get; } = new("Base+PAM+DAS", Gate: true, Supervised: true, AutoWeighted: true);
}
