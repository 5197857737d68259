using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>Predicts a folder of cases into a folder of files, all or none.</summary>
internal static class PredictionWriter
{
    public const string RecordName = "predictions.json";

    /// <summary>Writes <c>&lt;id&gt;_pred.nii.gz</c> for every case, and pictures if wished.</summary>
    /// <param name="run">A finished run.</param>
    /// <param name="request">Where from and where to.</param>
    /// <param name="console">Told of each case.</param>
    /// <param name="cancellation">Stops between cases; nothing is left then.</param>
    public static void Write(RunFolder run, PredictRequest request, AppConsole console, CancellationToken cancellation)
    {
        var folder = MyoPsFolder.Open(request.Data, request.Labels);
        FolderRecord.Check(request.Output, RecordName, Origin(run));
        using var staged = new StagedFolder(request.Output);
        using var pictures = request.Overlays is { } overlays ? new StagedFolder(overlays) : null;
        TorchSetup.UseThreads(TorchSetup.Threads);
        using var predictor = Predictor.Load(run, TorchSetup.DeviceOf(request.Device));
        for (var i = 0; i < folder.Cases.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var volume = CaseReader.Read(folder.Cases[i]);
            var prediction = predictor.Predict(volume);
            volume.WriteLabels(Path.Combine(staged.Path, $"{volume.Id}{FolderEvaluation.PredictionSuffix}.nii.gz"), prediction.Labels);
            if (pictures is not null) OverlayFile.Write(Path.Combine(pictures.Path, $"{volume.Id}.png"), volume, prediction);
            console.WriteLine($"{volume.Id} ({i + 1} of {folder.Cases.Count}): {Describe(volume, prediction)}");
        }

        JsonFile.Write(Path.Combine(staged.Path, RecordName), Origin(run));
        pictures?.Commit();
        staged.Commit();
    }

    private static JsonObject Origin(RunFolder run) => new() { ["run"] = run.Record.Id };

    private static string Describe(MyoPsVolume volume, CasePrediction prediction)
    {
        var millilitres = volume.RowSpacingMm * volume.ColumnSpacingMm * volume.SliceSpacingMm / 1000;
        int scar = prediction.Labels.Count(label => label == MyoPsLabels.Scar), edema = prediction.Labels.Count(label => label == MyoPsLabels.Edema);
        var text = $"scar {Volume(scar)}, edema {Volume(edema)}";
        return prediction.Note is { } note ? $"{text}; {note}" : text;

        string Volume(int voxels)
        {
            var part = prediction.MyocardiumVoxels == 0 ? 0 : 100.0 * voxels / prediction.MyocardiumVoxels;
            return string.Create(CultureInfo.InvariantCulture, $"{voxels * millilitres:0.0} ml ({part:0} % of the myocardium)");
        }
    }
}
