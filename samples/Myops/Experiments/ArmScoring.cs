using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Predicts a fold's held-out cases with an arm's networks, and scores them.</summary>
internal sealed class ArmScoring(ExperimentFolder folder, Device device)
{
    private const string PredictionsName = "predictions", HeldOutName = "heldout.csv";

    /// <summary>Whether an arm is scored.</summary>
    public bool IsDone(FoldRun run) => File.Exists(ScoresFile(run));

    /// <summary>Predicts and scores.</summary>
    /// <returns>A line that says what came out.</returns>
    public string Score(FoldRun run, CancellationToken cancellation)
    {
        var table = new MetricTable();
        using (var staged = new StagedFolder(Path.Combine(run.Folder, PredictionsName)))
        using (var predictor = Predictor.Load(RunFolder.OpenFinished(run.Folder), device))
        {
            List<(string Case, double Dice)> ventricles = [];
            foreach (var volume in run.Fold.HeldOut)
            {
                cancellation.ThrowIfCancellationRequested();
                var prediction = predictor.Predict(volume);
                volume.WriteLabels(Path.Combine(staged.Path, $"{volume.Id}{FolderEvaluation.PredictionSuffix}.nii.gz"), prediction.Labels);
                table.Add(volume.Id, PredictionScores.OfPathology(volume, prediction));
                ventricles.Add((volume.Id, prediction.Ventricle.DiceTo(Ventricle.FromLabels(volume))));
            }

            WriteVentricles(run.Fold, ventricles);
            staged.Commit();
        }

        table.Save(Path.ChangeExtension(ScoresFile(run), ".csv"));
        table.Save(ScoresFile(run));
        var dice = table.Structures.Select(structure => $"{structure} {Numbers.Score(table.Summarize(structure, MetricColumn.Dice).Mean)}");
        var cases = Numbers.Count(run.Fold.HeldOut.Count, "held-out case");
        return $"{run.Fold.Name} {run.Arm!.Id}: {cases}, mean Dice {string.Join(", ", dice)}";
    }

    /// <summary>An arm's scores in the folds where it is done.</summary>
    public static ArmScores Read(ExperimentFolder folder, Arm arm, IReadOnlyList<Fold> folds)
    {
        List<CaseScore> scores = [];
        HashSet<string> conventions = [];
        foreach (var fold in folds)
        {
            var file = folder.ScoresFile(fold, arm.Id);
            if (!File.Exists(file)) continue;
            var json = JsonFile.Read(file);
            conventions.UnionWith(json["conventions"]!.AsArray().Select(line => line!.GetValue<string>()));
            foreach (var one in json["cases"]!.AsArray())
            {
                foreach (var (name, value) in one!.AsObject())
                {
                    if (value is JsonObject values) scores.Add(ScoreOf(fold, one["case"]!.GetValue<string>(), name, values));
                }
            }
        }

        return new ArmScores(arm, scores, [.. conventions]);
    }

    /// <summary>Dice of CASN's ventricle in the held-out cases of the folds where it is known.</summary>
    public static IReadOnlyList<double> ReadVentricles(ExperimentFolder folder, IReadOnlyList<Fold> folds) =>
        [.. folds.Select(fold => HeldOutFile(folder, fold)).Where(File.Exists).SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => double.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture))];

    private static CaseScore ScoreOf(Fold fold, string id, string target, JsonObject values) => new()
    {
        Seed = fold.Seed,
        Fold = fold.Number,
        Case = id,
        Target = target,
        Dice = Number(values["dice"]!),
        Jaccard = Number(values["jaccard"]!),
        Hausdorff = Number(values["hd"]!),
        Hausdorff95 = Number(values["hd95"]!),
        SurfaceDistance = Number(values["assd"]!),
        Empty = values["empty"]?.GetValue<string>() switch
        {
            "both_empty" => EmptyCase.BothEmpty,
            "missed" => EmptyCase.Missed,
            "hallucinated" => EmptyCase.Hallucinated,
            _ => EmptyCase.None,
        },
    };

    private static double Number(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? value.GetValue<double>()
        : value.GetValue<string>() switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.NaN };

    private void WriteVentricles(Fold fold, IReadOnlyList<(string Case, double Dice)> ventricles)
    {
        var text = new StringBuilder("case,ventricle_dice\n");
        foreach (var (id, dice) in ventricles) text.Append(CultureInfo.InvariantCulture, $"{CsvLine.Quoted(id)},{dice:R}\n");
        TextFile.Write(HeldOutFile(folder, fold), text.ToString());
    }

    private string ScoresFile(FoldRun run) => folder.ScoresFile(run.Fold, run.Arm!.Id);

    private static string HeldOutFile(ExperimentFolder folder, Fold fold) =>
        Path.Combine(folder.CasnFolder(fold), HeldOutName);
}
