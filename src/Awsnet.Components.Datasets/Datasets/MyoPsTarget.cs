namespace Awsnet.Components;

/// <summary>What a network is to segment: the classes that MyoPS labels become.</summary>
public enum MyoPsTarget
{
    /// <summary>
    /// The coarse network's: 0 background, 1 everything inside the left ventricle's outer contour (blood, myocardium, edema, scar).
    /// </summary>
    LeftVentricle,

    /// <summary>The fine network's for scar: 0 background and blood, 1 myocardium (edema included), 2 scar.</summary>
    Scar,

    /// <summary>The fine network's for the whole injury: 0 background and blood, 1 normal myocardium, 2 scar and edema.</summary>
    ScarAndEdema,

    /// <summary>One network for all: 0 background and blood, 1 scar, 2 edema, 3 normal myocardium.</summary>
    ScarEdemaMyocardium,
}
