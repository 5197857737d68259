namespace Awsnet.Components.Myops;

/// <summary>Predicts a folder of cases into a folder of files, all or none.</summary>
internal static class PredictionWriter
{
    /// <summary>Writes <c>&lt;id&gt;_pred.nii.gz</c> for every case, their volumes, and pictures and maps if wished.</summary>
    /// <param name="console">Receives a line for each case.</param>
    /// <param name="cancellation">Stops between cases; nothing is left then.</param>
    /// <returns>Scores of the cases that have an annotation.</returns>
    public static MetricTable Write(RunFolder run, PredictRequest request, AppConsole console, CancellationToken cancellation)
    {
        var folder = MyoPsFolder.Open(request.Data, request.Labels);
        using var folders = new PredictionFolders(run, request);
        var output = folders.For(request.Output);
        string? pictures = folders.For(request.Overlays), probabilities = folders.For(request.Probabilities),
            agreement = folders.For(request.Agreement);
        TorchSetup.UseThreads(TorchSetup.Threads);
        using var predictor = Predictor.Load(run, TorchSetup.DeviceOf(request.Device), request.Vote);
        var volumes = new VolumeTable();
        var scores = new MetricTable();
        var remembered = 0;
        for (var i = 0; i < folder.Cases.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (volume, problem) = ReadOf(folder.Cases[i]);
            var prediction = predictor.Predict(volume);
            var use = run.Record.UseOf(CaseFingerprint.Of(volume).Images);
            prediction = prediction with { Notes = [.. prediction.Notes, .. Notes(use, problem)] };
            volume.WriteLabels(Path.Combine(output, $"{volume.Id}{FolderEvaluation.PredictionSuffix}.nii.gz"), prediction.Labels);
            var found = PredictionScores.Of(volume, prediction);
            if (pictures is not null) WriteOverlay(Path.Combine(pictures, $"{volume.Id}.png"), volume, prediction, found);
            if (probabilities is not null) WriteMaps(probabilities, volume, "probability", prediction, map => map.Probability);
            if (agreement is not null) WriteMaps(agreement, volume, "agreement", prediction, map => map.Agreement);
            var row = VolumeRow.Of(volume, prediction);
            volumes.Add(row);
            scores.Add(volume.Id, found);
            if (found.Count > 0 && use == CaseUse.Training) remembered++;
            console.WriteLine($"{volume.Id} ({i + 1} of {folder.Cases.Count}){(row.Notes.Length == 0 ? "" : ": ")}{row.Notes}");
        }

        volumes.WriteCsv(Path.Combine(output, VolumeTable.FileName));
        folders.Commit();
        volumes.Show(console);
        if (remembered > 0)
        {
            var scored = scores.Rows.Select(row => row.Case).Distinct().Count();
            console.WriteLine(
                $"The run was trained on {remembered} of these {Numbers.Count(scored, "case")} (see their notes): their scores, which " +
                "are in all means, say how well it remembers, not how well it will do.");
        }

        return scores;
    }

    /// <summary>Reads a case; without its annotation, which nothing is predicted by, where that cannot be used.</summary>
    private static (MyoPsVolume Volume, string? Problem) ReadOf(MyoPsCase files)
    {
        try
        {
            return (CaseReader.Read(files), null);
        }
        catch (Exception error) when (files.LabelPath is not null && error is IOException or UnauthorizedAccessException or InputException)
        {
            // What is wrong with an image is wrong here too.
            return (CaseReader.Read(files with { LabelPath = null }), error.Message.TrimEnd('.'));
        }
    }

    private static IEnumerable<string> Notes(CaseUse use, string? problem)
    {
        if (problem is not null) yield return $"not scored: {problem}";
        if (use == CaseUse.Training) yield return "the run was trained on this case";
        if (use == CaseUse.Validation) yield return "the run was validated by this case";
    }

    /// <summary>The slice with most pathology.</summary>
    private static void WriteOverlay(string path, MyoPsVolume volume, CasePrediction prediction, IReadOnlyList<MaskScores> scores)
    {
        var slice = CaseSlice.Of(volume, prediction);
        var title = scores.Count == 0 ? slice.Place : $"{slice.Place}. Dice: " + string.Join(", ", scores
            .Where(score => score.Structure != PredictionScores.Ventricle)
            .Select(score => FormattableString.Invariant($"{score.Structure} {score.Overlap.Dice:0.00}")));
        OverlayPainter.Paint(
            title, slice, volume.Slice(prediction.Labels, slice.Slice).ToArray(), prediction.Ventricle.Slice(slice.Slice).ToArray())
            .Write(path);
    }

    private static void WriteMaps(
        string folder, MyoPsVolume volume, string kind, CasePrediction prediction, Func<PathologyMap, float[]> values)
    {
        foreach (var map in prediction.Maps)
            NiftiImage.Create(volume.Header, values(map)).Write(Path.Combine(folder, $"{volume.Id}_{map.Name}_{kind}.nii.gz"));
    }
}
