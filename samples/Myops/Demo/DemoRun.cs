using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary>Phantom, train, predict, evaluate and pictures, one after the other.</summary>
internal sealed class DemoRun(AppConsole console)
{
    private const string RecordName = "demo.json", ReportName = "report.html";

    // Far from the seeds of the training cases, so that no heart is seen twice.
    private const long UnseenSeedOffset = 1_000_003;

    public required string Folder { get; init; }

    public required string Preset { get; init; }

    public required int Cases { get; init; }

    public required int Unseen { get; init; }

    public required long Seed { get; init; }

    public required string Compute { get; init; }

    public void Run(CancellationToken cancellation)
    {
        Prepare();
        console.WriteLine($"1/4  Generating {Numbers.Count(Cases, "case")} to train on and {Numbers.Count(Unseen, "unseen one")}");
        PhantomCommand.Write(In("train"), Cases, Seed, PhantomDifficulty.Normal, console, cancellation);
        PhantomCommand.Write(In("unseen"), Unseen, Seed + UnseenSeedOffset, PhantomDifficulty.Normal, console, cancellation);
        console.WriteLine("2/4  Training");
        var request = new TrainRequest
        {
            Output = In("run"),
            Data = In("train"),
            Preset = Preset,
            Seed = Seed,
            Compute = Compute,
            Resume = true,
        };
        var (run, _) = TrainingSession.Train(request, console, cancellation);
        console.WriteLine("3/4  Predicting the unseen cases");
        PredictionWriter.Write(
            run, new PredictRequest { Data = In("unseen"), Output = In("predictions"), Overlays = In("overlays") }, console, cancellation);
        console.WriteLine("4/4  Scoring");
        var evaluation = FolderEvaluation.Run(In("unseen"), In("predictions"), perSlice: false, cancellation);
        evaluation.Table.Save(In("metrics.json"));
        EvaluationPrinter.Write(evaluation, console);
        ReportBuilder.Write(
            new ReportRequest { Runs = [In("run")], Data = In("unseen"), Output = In(ReportName) }, console, cancellation);
        console.WriteLine($"Report:   {In(ReportName)}");
        console.WriteLine($"Scores:   {In("metrics.json")}");
        foreach (var picture in Directory.EnumerateFiles(In("overlays"), "*.png").Order(StringComparer.Ordinal))
            console.WriteLine($"Picture:  {picture}");
    }

    /// <summary>A demo of the same settings without its page, which is written last, is resumed; any other one is deleted.</summary>
    private void Prepare()
    {
        var origin = new JsonObject
        {
            ["preset"] = Preset,
            ["cases"] = Cases,
            ["unseen"] = Unseen,
            ["seed"] = Seed,
            ["compute"] = Compute,
            ["version"] = MachineVersions.Read()["myops"],
        };
        var record = Path.Combine(Folder, RecordName);
        if (!File.Exists(record))
        {
            FolderRecord.CheckFree(Folder, "demo");
        }
        else
        {
            var resumes = JsonNode.DeepEquals(JsonFile.Read(record), origin)
                && RunFolder.Holds(In("run")) && !File.Exists(In(ReportName));
            if (resumes) return;
            foreach (var name in new[] { "train", "unseen", "run", "predictions", "overlays" })
            {
                if (Directory.Exists(In(name))) Directory.Delete(In(name), recursive: true);
            }

            File.Delete(In("metrics.json"));
            File.Delete(In(ReportName));
        }

        JsonFile.Write(record, origin);
    }

    private string In(string name) => Path.Combine(Folder, name);
}
