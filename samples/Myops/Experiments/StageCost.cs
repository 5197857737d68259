using System.Globalization;
using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>What one network of an arm took in one fold, and what became of its weights.</summary>
/// <param name="Stage">Which network.</param>
/// <param name="Fixed">Seconds of each epoch with fixed weights.</param>
/// <param name="Auto">Seconds of each auto-weighted one.</param>
/// <param name="ValidationDice">The best on the fold's own validation cases; NaN when none was measured.</param>
/// <param name="Weights">The weights at the end, deepest head first.</param>
/// <param name="PolicyEntropy">The policy's at the end, 1 being uniform; NaN without one.</param>
internal sealed record StageCost(
    string Stage, IReadOnlyList<double> Fixed, IReadOnlyList<double> Auto, double ValidationDice, IReadOnlyList<double> Weights,
    double PolicyEntropy)
{
    /// <summary>Reads the networks of a trained arm.</summary>
    public static IEnumerable<StageCost> Read(RunFolder run)
    {
        foreach (var stage in run.Summary.Stages)
        {
            var file = Path.Combine(run.StageFolder(stage.Name), MetricsLog.FileName);
            var epochs = File.Exists(file) ? MetricsLog.Read(file).Epochs : [];
            yield return new StageCost(
                stage.Name, [.. epochs.Where(epoch => !epoch.IsAuto).Select(epoch => epoch.Seconds)],
                [.. epochs.Where(epoch => epoch.IsAuto).Select(epoch => epoch.Seconds)], stage.BestDice ?? double.NaN,
                [.. stage.Weights.Values], epochs.LastOrDefault()?.PolicyEntropy ?? double.NaN);
        }
    }

    /// <summary>A table of the arms' networks, each the mean over its folds.</summary>
    public static string Markdown(ExperimentFolder folder, IReadOnlyList<Arm> arms, IReadOnlyList<Fold> folds, bool besidePaper)
    {
        var rows = new StringBuilder();
        foreach (var arm in arms)
        {
            var runs = folds.Select(fold => folder.ArmFolder(fold, arm.Id))
                .Where(RunFolder.Holds)
                .Select(RunFolder.Open)
                .Where(run => run.IsFinished);
            foreach (var stage in runs.SelectMany(Read).GroupBy(cost => cost.Stage))
            {
                rows.Append(TableText.Row([
                    arm.Title, stage.Key,
                    Shown(Mean(stage.SelectMany(cost => cost.Fixed)), "0.00"), Shown(Mean(stage.SelectMany(cost => cost.Auto)), "0.00"),
                    Shown(stage.Average(cost => cost.Fixed.Sum() + cost.Auto.Sum()) / 60, "0.0"),
                    Shown(Mean(stage.Select(cost => cost.ValidationDice)), "0.000"),
                    string.Join(
                        ' ',
                        Enumerable.Range(0, stage.First().Weights.Count)
                            .Select(head => Shown(stage.Average(cost => cost.Weights[head]), "0.000"))),
                    Shown(Mean(stage.Select(cost => cost.PolicyEntropy)), "0.0000"),
                ]));
            }
        }

        return rows.Length == 0 ? "" : "\n## Training\n\n" + TableText.Heading(
            [
                "arm", "network", "s a fixed epoch", "s an auto epoch", "minutes a fold", "best validation Dice", "weights at the end",
                "policy entropy",
            ]) + rows +
            "\nMeans over the folds; weights deepest head first; an entropy of 1 is a uniform policy, which has learned nothing. " +
            "Arms with equal weights train their last epochs as auto-weighted ones without candidates, and arms that begin alike " +
            "share that work: each shows it as its own." +
            (besidePaper ? " The paper: 1.54 s a fixed epoch, 16.8 s an auto-weighted one with 10 candidates, on one TITAN X.\n" : "\n");
    }

    private static double Mean(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        return known.Length == 0 ? double.NaN : known.Average();
    }

    private static string Shown(double value, string format) =>
        double.IsNaN(value) ? TableText.None : value.ToString(format, CultureInfo.InvariantCulture);
}
