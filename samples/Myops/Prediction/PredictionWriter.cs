using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>Predicts a folder of cases into a folder of files, all or none.</summary>
internal static class PredictionWriter
{
    public const string RecordName = "predictions.json";

    /// <summary>Writes <c>&lt;id&gt;_pred.nii.gz</c> for every case, their volumes, and pictures and maps if wished.</summary>
    /// <param name="run">A finished run.</param>
    /// <param name="request">Where from and where to.</param>
    /// <param name="console">Receives a line for each case.</param>
    /// <param name="cancellation">Stops between cases; nothing is left then.</param>
    /// <returns>Scores of the cases that have an annotation.</returns>
    public static MetricTable Write(RunFolder run, PredictRequest request, AppConsole console, CancellationToken cancellation)
    {
        var folder = MyoPsFolder.Open(request.Data, request.Labels);
        var origin = Origin(run, request);
        FolderRecord.Check(request.Output, RecordName, origin);
        using var staged = new StagedFolder(request.Output);
        using var pictures = request.Overlays is { } overlays ? new StagedFolder(overlays) : null;
        TorchSetup.UseThreads(TorchSetup.Threads);
        using var predictor = Predictor.Load(run, TorchSetup.DeviceOf(request.Device), request.Vote);
        using var probabilities = request.Probabilities is { } first ? new StagedFolder(first) : null;
        using var agreement = request.Agreement is { } second ? new StagedFolder(second) : null;
        var volumes = new VolumeTable();
        var scores = new MetricTable();
        for (var i = 0; i < folder.Cases.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var volume = CaseReader.Read(folder.Cases[i]);
            var prediction = predictor.Predict(volume);
            volume.WriteLabels(Path.Combine(staged.Path, $"{volume.Id}{FolderEvaluation.PredictionSuffix}.nii.gz"), prediction.Labels);
            var found = PredictionScores.Of(volume, prediction);
            if (pictures is not null) OverlayFile.Write(Path.Combine(pictures.Path, $"{volume.Id}.png"), volume, prediction, found);
            if (probabilities is not null) WriteMaps(probabilities.Path, volume, "probability", prediction, map => map.Probability);
            if (agreement is not null) WriteMaps(agreement.Path, volume, "agreement", prediction, map => map.Agreement);
            volumes.Add(VolumeRow.Of(volume, prediction));
            scores.Add(volume.Id, found);
            console.WriteLine(string.Join(": ", [$"{volume.Id} ({i + 1} of {folder.Cases.Count})", .. prediction.Notes]));
        }

        volumes.WriteCsv(Path.Combine(staged.Path, VolumeTable.FileName));
        JsonFile.Write(Path.Combine(staged.Path, RecordName), origin);
        pictures?.Commit();
        probabilities?.Commit();
        agreement?.Commit();
        staged.Commit();
        volumes.Show(console);
        return scores;
    }

    private static void WriteMaps(
        string folder, MyoPsVolume volume, string kind, CasePrediction prediction, Func<PathologyMap, float[]> values)
    {
        foreach (var map in prediction.Maps)
            NiftiImage.Create(volume.Header, values(map)).Write(Path.Combine(folder, $"{volume.Id}_{map.Name}_{kind}.nii.gz"));
    }

    private static JsonObject Origin(RunFolder run, PredictRequest request) => new()
    {
        ["run"] = run.Record.Id,
        ["data"] = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Data)),
    };
}
