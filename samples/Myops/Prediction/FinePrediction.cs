namespace Awsnet.Components.Myops;

/// <summary>What the fine networks of one task predict of a case.</summary>
/// <param name="Classes">[slice, y, x].</param>
/// <param name="Probabilities">Means of the members, [classes, slice, y, x].</param>
/// <param name="Agreement">The share of the members that vote for the winning class, [slice, y, x].</param>
internal sealed record FinePrediction(byte[] Classes, float[] Probabilities, float[] Agreement)
{
    /// <summary>What is found of a pathology that some of the classes are.</summary>
    public PathologyMap Map(string name, params ReadOnlySpan<int> classes)
    {
        var (probability, won) = (new float[Classes.Length], new bool[Classes.Length]);
        foreach (var c in classes)
        {
            for (var i = 0; i < probability.Length; i++)
            {
                probability[i] += Probabilities[(c * probability.Length) + i];
                won[i] |= Classes[i] == c;
            }
        }

        return new PathologyMap(name, probability, Agreement, won);
    }
}
