namespace Awsnet.Components;

/// <summary>R = (ε + shift)^exponent, the sign kept: how a reward is stretched before the policy sees it.</summary>
public sealed record RewardTransform
{
    /// <summary>The paper's: R = (ε + 0.04)³, for ε in [0, 1].</summary>
    public static RewardTransform Paper { get; } = new() { Shift = 0.04, Exponent = 3 };

    /// <summary>R = ε.</summary>
    public static RewardTransform Identity { get; } = new();

    /// <summary>Added to the reward first. When minimizing, the reward's sign is turned before.</summary>
    /// <value>Finite. Default 0.</value>
    public double Shift { get; init => field = Option.InRange(value, double.IsFinite(value), "finite"); }

    /// <summary>The power that the magnitude is raised to.</summary>
    /// <value>Above 0, finite. Default 1.</value>
    public double Exponent { get; init => field = Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite"); } = 1;

    /// <summary>R of a reward.</summary>
    /// <param name="reward">ε, signed so that greater is better.</param>
    public double Apply(double reward)
    {
        double shifted = reward + Shift;
        return Exponent == 1 ? shifted : Math.CopySign(Math.Pow(Math.Abs(shifted), Exponent), shifted);
    }
}
