namespace Awsnet.Components.Myops;

/// <summary>Lets slices tell of each other: pathology seldom begins and ends within one, and each network sees one alone.</summary>
internal static class NeighborBlend
{
    /// <summary>
    /// P'(z) = (1 − 2 w) P(z) + w (P(z − 1) + P(z + 1)), but 0 stays 0: that is outside the ventricle. A slice stands in for a neighbor
    /// that it lacks.
    /// </summary>
    /// <param name="probability">[slice, y, x].</param>
    /// <param name="hasVentricle">Of each slice; those without are no neighbors, and stay as they are.</param>
    /// <param name="weight">w, 0 to 1/3; 0: slices are alone.</param>
    public static float[] Of(float[] probability, IReadOnlyList<bool> hasVentricle, double weight)
    {
        int slices = hasVentricle.Count, plane = probability.Length / slices;
        var blended = probability.ToArray();
        for (var z = 0; z < slices; z++)
        {
            if (!hasVentricle[z]) continue;
            ReadOnlySpan<float> own = Slice(z), above = Slice(Neighbor(z, z - 1)), below = Slice(Neighbor(z, z + 1));
            for (var i = 0; i < plane; i++)
            {
                if (own[i] != 0)
                    blended[(z * plane) + i] = (float)((own[i] * (1 - (2 * weight))) + (weight * (above[i] + below[i])));
            }
        }

        return blended;

        ReadOnlySpan<float> Slice(int z) => probability.AsSpan(z * plane, plane);

        int Neighbor(int z, int neighbor) => neighbor >= 0 && neighbor < slices && hasVentricle[neighbor] ? neighbor : z;
    }
}
