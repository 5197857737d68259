namespace Awsnet.Components.Myops;

/// <summary>Scores of a folder of predictions.</summary>
/// <param name="Table">One row a case (and slice) and structure.</param>
/// <param name="WithoutPrediction">Annotated cases that the predictions leave out.</param>
internal sealed record FolderEvaluation(MetricTable Table, IReadOnlyList<string> WithoutPrediction)
{
    public const string TruthSuffix = "_gd", PredictionSuffix = "_pred";

    /// <summary>Scores each prediction of a folder against the annotation of the same case.</summary>
    /// <exception cref="InputException">A prediction has no annotation, grids differ, or a label is unknown.</exception>
    public static FolderEvaluation Run(string truthFolder, string predictionFolder, bool perSlice, CancellationToken cancellation)
    {
        var truths = NiftiFolder.Find(truthFolder, TruthSuffix);
        var predictions = NiftiFolder.Find(predictionFolder, PredictionSuffix);
        var table = new MetricTable();
        foreach (var (id, predictionPath) in predictions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!truths.TryGetValue(id, out var truthPath))
                throw new InputException(
                    $"{predictionPath}: {truthFolder} has no {id}{TruthSuffix}.nii.gz to compare it with. Add that file or leave " +
                    $"this prediction out.");
            table.Add(id, Score(truthPath, predictionPath, perSlice));
        }

        return new FolderEvaluation(table, [.. truths.Keys.Where(id => !predictions.ContainsKey(id))]);
    }

    private static IReadOnlyList<MaskScores> Score(string truthPath, string predictionPath, bool perSlice)
    {
        NiftiImage truth = NiftiImage.Read(truthPath), prediction = NiftiImage.Read(predictionPath);
        if (prediction.GridDifferenceTo(truth, MyoPsCase.GridToleranceMm) is { } difference)
            throw new InputException(
                $"{predictionPath}: its grid is not that of {truthPath} ({difference}). Bring the prediction to the annotation's grid.");
        var grid = LabelVolume.GridOf(truth, truthPath);
        short[] truthLabels = LabelVolume.Read(truth, truthPath), predicted = LabelVolume.Read(prediction, predictionPath);
        return perSlice
            ? SegmentationMetrics.EvaluateLabelSlices<short>(predicted, truthLabels, grid, LabelScheme.Myops, PredictionScores.Options)
            : SegmentationMetrics.EvaluateLabels<short>(predicted, truthLabels, grid, LabelScheme.Myops, PredictionScores.Options);
    }
}
