namespace Awsnet.Components;

/// <summary>What is wrong with a heart as a whole; the four diseases of ACDC.</summary>
internal enum HeartKind
{
    /// <summary>Nothing in particular.</summary>
    Ordinary,

    /// <summary>DCM: a wide, thin-walled ventricle that hardly contracts.</summary>
    Dilated,

    /// <summary>HCM: thick walls around a small cavity that empties almost.</summary>
    Hypertrophic,

    /// <summary>MINF: contraction weakened by an infarction.</summary>
    Infarcted,

    /// <summary>RV: a wide right ventricle.</summary>
    WideRight,
}
