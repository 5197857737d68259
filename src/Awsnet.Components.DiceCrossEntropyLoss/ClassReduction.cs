namespace Awsnet.Components;

/// <summary>How the Dice losses of the classes become one number.</summary>
public enum ClassReduction
{
    /// <summary>Their (weighted) sum, as in the paper's code: the Dice term then grows with the number of classes.</summary>
    Sum,

    /// <summary>Their (weighted) mean.</summary>
    Mean,
}
