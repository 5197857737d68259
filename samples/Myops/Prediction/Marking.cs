namespace Awsnet.Components.Myops;

/// <summary>From what the fine networks found of a case to its labels.</summary>
/// <param name="options">What is marked, what is too small, what is believed.</param>
/// <param name="vote">How the members decide.</param>
/// <param name="volume">The case.</param>
/// <param name="hasVentricle">Of each slice.</param>
internal sealed class Marking(PipelineOptions options, Vote vote, MyoPsVolume volume, bool[] hasVentricle)
{
    /// <summary>The labels; scar is pathology too, whatever the network for both says.</summary>
    public short[] Labels(PathologyMap scar, PathologyMap pathology)
    {
        bool[] isScar = Marks(scar), isPathology = Marks(pathology);
        Clean(isScar, scar, options.ScarCertainty);
        for (var i = 0; i < isScar.Length; i++) isPathology[i] |= isScar[i];
        Clean(isPathology, pathology, isScar.Contains(true) ? 0 : options.PathologyCertainty);
        return
        [
            .. isPathology.Zip(isScar, (either, isOf) => !either ? MyoPsLabels.Background : isOf ? MyoPsLabels.Scar : MyoPsLabels.Edema),
        ];
    }

    /// <summary>By majority what won; by the mean what is probable enough, slices telling of each other.</summary>
    private bool[] Marks(PathologyMap map) => vote == Vote.Majority
        ? [.. map.Won]
        : [.. NeighborBlend.Of(map.Probability, hasVentricle, options.NeighborWeight).Select(p => p >= options.Threshold)];

    /// <summary>Leaves out parts that are small beside the largest one, and all of them where they are not believed.</summary>
    private void Clean(bool[] marks, PathologyMap map, double certainty)
    {
        ConnectedComponents.RemoveSmall(marks, volume.Height, volume.Width, isMarked => isMarked, false, options.SmallestPart);
        int[] marked = [.. Enumerable.Range(0, marks.Length).Where(i => marks[i])];
        var isBelieved = marked.Length * VolumeRow.VoxelMl(volume) >= options.SureVolume
            || marked.Select(i => map.Probability[i]).DefaultIfEmpty().Average() >= certainty;
        if (!isBelieved) Array.Clear(marks);
    }
}
