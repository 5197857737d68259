namespace Awsnet.Components.Myops;

/// <summary>Predicts and scores the cases of a folder with every finished run of the report.</summary>
internal sealed class CaseScorer(ReportRequest request, AppConsole console)
{
    private readonly Dictionary<string, CaseSlice> slices = [];

    /// <summary>Each arm's cases, predicted by the first of its runs that has seen least of them.</summary>
    public IReadOnlyList<CaseOutcome> Run(IReadOnlyList<RunHistory> runs, CancellationToken cancellation)
    {
        var folder = MyoPsFolder.Open(request.Data!, request.Labels);
        // Read here and again where they are predicted: all at once would be hundreds of megabytes.
        var images = folder.Cases.ToDictionary(files => files.Id, files => CaseFingerprint.Of(CaseReader.Read(files)).Images);
        List<CaseOutcome> outcomes = [];
        foreach (var arm in runs.Where(run => run.CanPredict).GroupBy(run => run.Arm))
        {
            var tasks = folder.Cases
                .Select(files => arm
                    .Select(run => (Run: run, Files: files, Use: run.Record.UseOf(images[files.Id])))
                    .MinBy(task => task.Use))
                .ToArray();
            // Training cases say how well a network remembers; they are shown only where there is nothing else.
            if (tasks.Any(task => task.Use != CaseUse.Training)) tasks = [.. tasks.Where(task => task.Use != CaseUse.Training)];
            foreach (var work in tasks.GroupBy(task => task.Run))
            {
                console.WriteLine($"{work.Key.Name}: predicting {Numbers.Count(work.Count(), "case")}");
                using var predictor = Predictor.Load(work.Key.Folder, TorchSetup.DeviceOf(request.Device));
                foreach (var (run, files, use) in work)
                {
                    cancellation.ThrowIfCancellationRequested();
                    outcomes.Add(Outcome(run, use, CaseReader.Read(files), predictor));
                }
            }
        }

        return outcomes;
    }

    private CaseOutcome Outcome(RunHistory run, CaseUse use, MyoPsVolume volume, Predictor predictor)
    {
        var prediction = predictor.Predict(volume);
        if (!slices.TryGetValue(volume.Id, out var slice)) slices[volume.Id] = slice = CaseSlice.Of(volume, prediction);
        return new CaseOutcome
        {
            Arm = run.Arm,
            Run = run,
            Case = slice,
            Use = use,
            Labels = volume.Slice(prediction.Labels, slice.Slice).ToArray(),
            Ventricle = prediction.Ventricle.Slice(slice.Slice).ToArray(),
            Scores = PredictionScores.Of(volume, prediction),
            Volumes = VolumeRow.Of(volume, prediction),
        };
    }
}
