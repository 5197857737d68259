using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Trains, predicts and scores the arms of a table fold by fold; what was done before is not done again.</summary>
internal sealed class Experiment(ExperimentFolder folder, IReadOnlyList<Fold> folds, Device device, AppConsole console, Place place)
{
    /// <summary>Does what is missing, several jobs in processes of their own, a fold each; writes the table after every fold.</summary>
    public void Run(PaperTable table, IReadOnlyList<Arm> arms, int jobs, CancellationToken cancellation)
    {
        WriteFolds();
        if (jobs > 1)
        {
            string[] command =
            [
                "experiment", "--table", table.Name, "--out", Path.GetFullPath(folder.Path),
                "--seeds", $"{folds.Select(fold => fold.Seed).Distinct().Count()}", "--arms", string.Join(',', arms.Select(arm => arm.Id)),
            ];
            new PartProcesses(console, folder.Path, folder.Record.Threads, place)
                .Run(command, [.. folds.Select(fold => (fold.Name, FilesOf(fold)))], jobs, cancellation);
        }

        Train(table, arms, folds, cancellation).Show(console);

        string[] FilesOf(Fold fold) => [.. arms.Select(arm => folder.ScoresFile(fold, arm.Id))];
    }

    /// <summary>Does what is missing of one fold.</summary>
    public void Train(PaperTable table, IReadOnlyList<Arm> arms, Fold fold, CancellationToken cancellation) =>
        Train(table, arms, [fold], cancellation);

    private TableReport Train(PaperTable table, IReadOnlyList<Arm> arms, IReadOnlyList<Fold> chosen, CancellationToken cancellation)
    {
        var runs = chosen.ToDictionary(fold => fold, fold => RunsOf(fold, arms));
        var display = RunDisplay.For(console, [.. runs.Values.SelectMany(all => all).SelectMany(run => run.Rows)]);
        var scoring = new ArmScoring(folder, device);
        var report = new TableReport(folder, table, folds);
        display.Show(() =>
        {
            foreach (var run in runs.Values.SelectMany(all => all).Where(run => run.IsTrained)) Recall(run, display);
            foreach (var fold in chosen)
            {
                foreach (var run in runs[fold])
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (!run.IsTrained) Train(run, display, cancellation);
                    if (run.Arm is not null && !scoring.IsDone(run)) display.Say(scoring.Score(run, cancellation));
                }

                report.Write();
            }
        });
        return report;
    }

    /// <summary>CASN first, then the arms.</summary>
    private IReadOnlyList<FoldRun> RunsOf(Fold fold, IReadOnlyList<Arm> arms)
    {
        return
        [
            new FoldRun(fold, null, folder.CasnFolder(fold), Record(null)),
            .. arms.Select(arm => new FoldRun(fold, arm, folder.ArmFolder(fold, arm.Id), Record(arm))),
        ];

        RunRecord Record(Arm? arm)
        {
            var options = arm is null ? folder.Record.Options : arm.Change(folder.Record.Options);
            // By the fold's seed: arms that keep as many cases judge their networks by the same ones.
            var (training, validation) = CaseSplit.Draw(fold.Seen, options, fold.Seed, folder.Record.Data);
            return new()
            {
                Id = Guid.NewGuid().ToString("N"),
                Preset = folder.Record.Preset,
                Seed = fold.Seed,
                Device = folder.Record.Device,
                Compute = folder.Record.Compute,
                ComputeReason = folder.Record.ComputeReason,
                Threads = folder.Record.Threads,
                Data = folder.Record.Data,
                Labels = folder.Record.Labels,
                TrainingCases = training,
                ValidationCases = validation,
                VentricleAreas = VentricleAreas.Of(fold.Seen),
                PixelWidths = PixelWidths.Of(fold.Seen),
                Cases = fold.Seen.ToDictionary(volume => volume.Id, volume => folder.Record.Cases[volume.Id], StringComparer.Ordinal),
                Options = options,
                CoarseRun = arm is null ? null : ExperimentFolder.CasnFromArm,
                CoarseOnly = arm is null,
                Versions = folder.Record.Versions,
            };
        }
    }

    private void Train(FoldRun run, RunDisplay display, CancellationToken cancellation)
    {
        var own = RunFolder.Holds(run.Folder) ? OpenToResume(run) : RunFolder.Begin(run.Folder, run.Record);
        // Without bagging the ensemble's first member is the whole method, with the same seed and β₀.
        if (run.Arm is { Id: Arms.Ensemble } && !own.Record.Options.Bootstrap)
            TrainedStages.Adopt(folder.ArmFolder(run.Fold, Arms.Ours), own);
        var plan = new StagePlan(own.Record, run.Fold.Seen);
        var runner = new StageRunner(own, device, place);
        List<StageSummary> summaries = [];
        foreach (var row in StagePlan.Rows(own.Record))
        {
            cancellation.ThrowIfCancellationRequested();
            display.Begin(run.NameOf(row));
            var beginning = run.Arm is null
                ? null
                : SharedBeginning.Of(folder.BeginningsFolder(run.Fold), run.Arm, folder.Record.Options, row.Name);
            beginning?.Adopt(own.StageFolder(row.Name));
            var summary = runner.Run(plan.Create(row.Name), beginning?.Watch(own.StageFolder(row.Name), display) ?? display, cancellation);
            summaries.Add(summary);
            display.End(summary);
        }

        own.Finish(new RunSummary(summaries));
    }

    private static RunFolder OpenToResume(FoldRun run)
    {
        var begun = RunFolder.Open(run.Folder);
        return JsonFile.Text(begun.Record.Options) == JsonFile.Text(run.Record.Options)
            ? begun
            : throw new InputException(
                $"{run.Folder}: was started with other options than this version's arm has. Delete that folder to train it " +
                $"again, or use the version that started it.");
    }

    private static void Recall(FoldRun run, RunDisplay display)
    {
        var stages = OpenToResume(run).Summary.Stages.ToDictionary(stage => stage.Name);
        foreach (var row in StagePlan.Rows(run.Record)) display.Known(run.NameOf(row), stages[row.Name]);
    }

    private void WriteFolds()
    {
        foreach (var seed in folds.GroupBy(fold => fold.Seed))
        {
            JsonFile.Write(folder.FoldsFile(seed.Key), new SortedDictionary<string, string[]>(seed.ToDictionary(
                fold => Path.GetFileName(folder.FoldFolder(fold)),
                fold => fold.HeldOut.Select(volume => volume.Id).ToArray()), StringComparer.Ordinal));
        }
    }
}
