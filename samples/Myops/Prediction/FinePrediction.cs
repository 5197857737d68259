namespace Awsnet.Components.Myops;

/// <summary>What the fine networks of one task predict of a case.</summary>
/// <param name="Classes">[slice, y, x].</param>
/// <param name="Probabilities">Means of the members, [classes, slice, y, x].</param>
/// <param name="Agreement">The share of the members that vote for the winning class, [slice, y, x].</param>
internal sealed record FinePrediction(byte[] Classes, float[] Probabilities, float[] Agreement)
{
    /// <summary>The probability that a voxel is of one of some classes.</summary>
    public float[] Probability(params ReadOnlySpan<int> classes)
    {
        var sum = new float[Classes.Length];
        foreach (var c in classes)
        {
            for (var i = 0; i < sum.Length; i++) sum[i] += Probabilities[(c * sum.Length) + i];
        }

        return sum;
    }
}
