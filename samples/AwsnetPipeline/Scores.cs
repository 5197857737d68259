namespace Awsnet.Components.Samples;

/// <summary>Evaluation: Dice, Jaccard, HD and ASD per patient of CASN's ventricle, scar, and scar and edema.</summary>
internal sealed class Scores
{
    private static readonly SegmentationMetricsOptions Options = new() { SingletonAxes = SingletonAxes.Squeeze };

    private readonly MetricTable _table = new([MetricColumn.Dice, MetricColumn.Jaccard, MetricColumn.Hausdorff, MetricColumn.Assd]);

    /// <summary>Scores a heart, from CASN's mask and the labels on CASN's grid, and says how it went.</summary>
    public void Add(Heart heart, byte[] ventricle, short[] labels)
    {
        byte[] found = Array.ConvertAll(heart.ToOriginal(Array.ConvertAll(ventricle, inside => (short)inside)), inside => (byte)inside);
        byte[] truth = new byte[heart.Truth.Length];
        MyoPsLabels.ToClasses(heart.Truth, MyoPsTarget.LeftVentricle, truth);
        MaskScores coarse = SegmentationMetrics.Evaluate(found, truth, heart.Grid, Options) with { Structure = "left ventricle" };
        var fine = SegmentationMetrics.EvaluateLabels<short>(heart.ToOriginal(labels), heart.Truth, heart.Grid, LabelScheme.Myops, Options);
        MaskScores[] scores = [coarse, .. fine];
        _table.Add(heart.Id, scores);
        Console.WriteLine($"{heart.Id}: Dice {string.Join(", ", scores.Select(score => $"{score.Structure} {score.Overlap.Dice:0.000}"))}");
    }

    /// <summary>Writes the table and prints its means; for comparison the paper's on its 20 test cases.</summary>
    public void Write(string folder)
    {
        _table.Save(Path.Combine(folder, "scores.csv"));
        _table.Save(Path.Combine(folder, "scores.md"));
        Console.WriteLine();
        Console.Write(_table.ToMarkdown());
        Console.WriteLine("The paper, on 20 real hearts: Dice 0.678 of scar, 0.735 of scar+edema; HD 10.23 and 15.34 mm.");
    }
}
