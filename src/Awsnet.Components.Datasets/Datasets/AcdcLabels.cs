namespace Awsnet.Components;

/// <summary>The label values of ACDC files.</summary>
public static class AcdcLabels
{
    /// <summary>Everything else: 0.</summary>
    public const byte Background = 0;

    /// <summary>Cavity of the right ventricle: 1.</summary>
    public const byte RightVentricle = 1;

    /// <summary>Myocardium of the left ventricle: 2.</summary>
    public const byte Myocardium = 2;

    /// <summary>Cavity of the left ventricle: 3.</summary>
    public const byte LeftVentricle = 3;
}
