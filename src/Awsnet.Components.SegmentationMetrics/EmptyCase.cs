namespace Awsnet.Components;

/// <summary>Which side of a comparison, if any, has no foreground.</summary>
public enum EmptyCase
{
    /// <summary>Both masks have foreground.</summary>
    None,

    /// <summary>Neither mask has foreground: a structure correctly left out.</summary>
    BothEmpty,

    /// <summary>The truth has foreground, the prediction has none.</summary>
    Missed,

    /// <summary>The prediction has foreground, the truth has none.</summary>
    Hallucinated,
}
