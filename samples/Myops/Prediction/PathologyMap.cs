namespace Awsnet.Components.Myops;

/// <summary>How sure the networks are of a pathology, [slice, y, x].</summary>
/// <param name="Name"><c>scar</c>, or <c>pathology</c> for scar and edema.</param>
/// <param name="Probability">Mean probability of the members, 0 to 1.</param>
/// <param name="Agreement">The share of the members that agree.</param>
/// <param name="Won">Where it won the vote.</param>
internal sealed record PathologyMap(string Name, float[] Probability, float[] Agreement, bool[] Won)
{
    /// <summary>Where there is no ventricle.</summary>
    public static PathologyMap Nothing(string name, int voxels) =>
        new(name, new float[voxels], [.. Enumerable.Repeat(1f, voxels)], new bool[voxels]);
}
