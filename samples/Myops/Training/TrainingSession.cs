using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Trains a run from its start or resumes it.</summary>
internal static class TrainingSession
{
    /// <summary>Trains.</summary>
    /// <returns>The finished run, and whether it had been finished before.</returns>
    /// <exception cref="InputException">Options, data or folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was trained is saved.</exception>
    public static (RunFolder Run, bool WasFinished) Train(TrainRequest request, AppConsole console, CancellationToken cancellation)
    {
        var resumed = request.Resume && RunFolder.Holds(request.Output) ? OpenToResume(request) : null;
        if (resumed is { IsFinished: true }) return (resumed, true);
        if (resumed is null) RunFolder.CheckFree(request.Output);
        request.Place.Check(request.Output, request.Jobs);

        string data = resumed?.Record.Data ?? request.Data ?? throw new InputException("--data: name the folder of the cases to train on."),
            labels = resumed?.Record.Labels ?? request.Labels ?? data;
        var device = TorchSetup.DeviceOf(resumed?.Record.Device ?? request.Device ?? "cpu");
        var folder = MyoPsFolder.Open(data, labels, requireLabels: true);
        // Every file is read and checked before anything is written.
        var cases = CaseReader.ReadAll(folder, cancellation);
        if (resumed is not null) CheckSameData(resumed.Record, cases, resumed.Path);
        var run = resumed ?? RunFolder.Begin(request.Output, NewRecord(request, data, labels, cases));
        TorchSetup.UseThreads(run.Record.Threads);
        if (request.Part is null) Announce(run, request.Jobs, console);
        if (request.Jobs > 1)
        {
            TrainInJobs(run, request, console, cancellation);
            // Nothing is left to train: an allocation, where there is none, is not asked for.
            request = request with { Place = request.Place with { Launcher = Place.Local } };
        }

        TrainStages(run, request, cases, device, console, cancellation);
        return (run, false);
    }

    /// <summary>Each stage that is not done in a process of its own, the longest first.</summary>
    private static void TrainInJobs(RunFolder run, TrainRequest request, AppConsole console, CancellationToken cancellation)
    {
        (string, string[])[] parts =
        [
            .. StagePlan.Rows(run.Record)
                .Where(row => !File.Exists(run.NetworkFile(row.Name)))
                .OrderByDescending(row => row.Cost)
                .Select(row => (row.Name, new[] { run.NetworkFile(row.Name) })),
        ];
        new PartProcesses(console, run.Path, run.Record.Threads, request.Place)
            .Run(["train", "--out", Path.GetFullPath(run.Path), "--resume"], parts, request.Jobs, cancellation);
    }

    private static void TrainStages(
        RunFolder run, TrainRequest request, IReadOnlyList<MyoPsVolume> cases, Device device, AppConsole console,
        CancellationToken cancellation)
    {
        var part = request.Part;
        var plan = new StagePlan(run.Record, cases);
        var runner = new StageRunner(run, device, request.Place);
        StageRow[] rows = [.. StagePlan.Rows(run.Record).Where(row => part is null || row.Name == part)];
        var display = RunDisplay.For(console, rows);
        List<StageSummary> summaries = [];
        display.Show(() =>
        {
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                display.Begin(row.Name);
                var summary = runner.Run(plan.Create(row.Name), display, cancellation);
                summaries.Add(summary);
                display.End(summary);
            }
        });
        if (part is null) run.Finish(new RunSummary(summaries));
    }

    private static void Announce(RunFolder run, int jobs, AppConsole console)
    {
        var record = run.Record;
        console.WriteLine(
            $"Preset {record.Preset}, seed {record.Seed}, {record.Device}, {record.Compute} ({record.ComputeReason}), " +
            $"{JobOptions.Say(record.Threads, jobs)}. " +
            $"{Numbers.Count(record.TrainingCases.Count, "case")} to train on, " + (record.ValidationCases.Count == 0
                ? "none kept to validate."
                : $"{record.ValidationCases.Count} to validate: {string.Join(", ", record.ValidationCases)}."));
    }

    private static RunFolder OpenToResume(TrainRequest request)
    {
        var run = RunFolder.Open(request.Output);
        new BegunWith(request.Output, "run", RunFolder.RecordName).Check(request, run.Record);
        return run;
    }

    /// <summary>Refuses to resume with other data than those at the start.</summary>
    internal static void CheckSameData(BegunRecord started, IReadOnlyList<MyoPsVolume> cases, string path)
    {
        var now = CaseFingerprint.Of(cases);
        foreach (var (id, before) in started.Cases)
        {
            if (now.GetValueOrDefault(id) != before)
                throw new InputException(
                    $"{started.Data}: the images or labels of case {id} are not those that {path} was started with. Restore them, or " +
                    $"choose another --out.");
        }

        if (now.Keys.FirstOrDefault(id => !started.Cases.ContainsKey(id)) is { } added)
            throw new InputException(
                $"{started.Data}: case {added} was not there when {path} was started. Remove it, or choose another --out.");
    }

    private static RunRecord NewRecord(
        TrainRequest request, string data, string labels, IReadOnlyList<MyoPsVolume> cases)
    {
        var preset = request.Preset ?? "quick";
        var threads = request.Place.ThreadsOfEach(request.Jobs);
        var options = request.Change(PipelineOptions.Preset(preset).WithThreads(threads));
        var seed = request.Seed ?? 1;
        var (training, validation) = CaseSplit.Draw(cases, options, seed, data);
        var device = request.Device ?? "cpu";
        var compute = ComputeChoice.Of(request.Compute ?? "auto", device);
        return new RunRecord
        {
            Id = Guid.NewGuid().ToString("N"),
            Preset = preset,
            Seed = seed,
            Device = device,
            Compute = compute.Name,
            ComputeReason = compute.Reason,
            Threads = threads,
            Data = Path.GetFullPath(data),
            Labels = Path.GetFullPath(labels),
            TrainingCases = training,
            ValidationCases = validation,
            VentricleAreas = VentricleAreas.Of(cases),
            PixelWidths = PixelWidths.Of(cases),
            Cases = CaseFingerprint.Of(cases),
            Options = options,
            Versions = MachineVersions.Read(),
        };
    }
}
