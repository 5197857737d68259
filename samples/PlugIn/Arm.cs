namespace Awsnet.Components.Samples;

/// <summary>A row of the paper's tables: a U-Net and what is plugged into it.</summary>
/// <param name="Name">The row's name: PAM is the gate, DS deep supervision with equal weights, DAS with found weights.</param>
/// <param name="Paper">The paper's numbers, column by column; none where it has none.</param>
internal sealed record Arm(string Name, params double[] Paper)
{
    public bool HasGate => Name.Contains("PAM");

    public bool IsSupervised => Name.Contains("DS") || IsAutoWeighted;

    public bool IsAutoWeighted => Name.Contains("DAS");
}
