namespace Awsnet.Components;

/// <summary>The label values of MyoPS 2020 files.</summary>
public static class MyoPsLabels
{
    /// <summary>Everything else: 0.</summary>
    public const short Background = 0;

    /// <summary>Normal myocardium of the left ventricle: 200.</summary>
    public const short Myocardium = 200;

    /// <summary>Blood of the left ventricle, papillary muscles included: 500.</summary>
    public const short LeftVentricleBlood = 500;

    /// <summary>Blood of the right ventricle: 600.</summary>
    public const short RightVentricleBlood = 600;

    /// <summary>Edematous myocardium outside the scar: 1220.</summary>
    public const short Edema = 1220;

    /// <summary>Scar: 2221.</summary>
    public const short Scar = 2221;
}
