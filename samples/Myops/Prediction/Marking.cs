namespace Awsnet.Components.Myops;

/// <summary>From what the fine networks found of a case to its labels.</summary>
/// <param name="options">What is marked, what is too small, what is believed.</param>
/// <param name="hasVentricle">Of each slice.</param>
internal sealed class Marking(PipelineOptions options, Vote vote, int height, int width, double voxelMl, bool[] hasVentricle)
{
    /// <summary>The labels; scar is pathology too, whatever the network for both says.</summary>
    public short[] Labels(PathologyMap scar, PathologyMap pathology)
    {
        var isScar = RemoveSmall(Marks(scar, options.ScarCertainty));
        if (!options.SingleSliceScar) ConnectedComponents.RemoveSingleSlice(isScar, height, width, isMarked => isMarked, false);
        var isPathology = Marks(pathology, isScar.Contains(true) ? 0 : options.PathologyCertainty);
        for (var i = 0; i < isScar.Length; i++) isPathology[i] |= isScar[i];
        RemoveSmall(isPathology);
        return
        [
            .. isPathology.Zip(isScar, (either, isOf) => !either ? MyoPsLabels.Background : isOf ? MyoPsLabels.Scar : MyoPsLabels.Edema),
        ];
    }

    /// <summary>
    /// By majority what won; by the mean what is probable enough, slices telling of each other. Nothing where the find is not believed.
    /// </summary>
    private bool[] Marks(PathologyMap map, double certainty)
    {
        if (!IsBelieved(map, certainty)) return new bool[map.Won.Length];
        return vote == Vote.Majority
            ? [.. map.Won]
            : [.. NeighborBlend.Of(map.Probability, hasVentricle, options.NeighborWeight).Select(p => p >= options.Threshold)];
    }

    /// <summary>Judged by what won, whatever is marked of it.</summary>
    private bool IsBelieved(PathologyMap map, double certainty)
    {
        if (certainty == 0) return true;
        var won = RemoveSmall([.. map.Won]);
        int[] marked = [.. Enumerable.Range(0, won.Length).Where(i => won[i])];
        return marked.Length * voxelMl >= options.SureVolume
            || marked.Select(i => map.Probability[i]).DefaultIfEmpty().Average() >= certainty;
    }

    /// <summary>Leaves out parts that are small beside the largest one.</summary>
    private bool[] RemoveSmall(bool[] marks)
    {
        ConnectedComponents.RemoveSmall(marks, height, width, isMarked => isMarked, false, options.SmallestPart);
        return marks;
    }
}
