namespace Awsnet.Components.Myops;

/// <summary>Starts an experiment, or resumes the one in a folder.</summary>
internal static class ExperimentSession
{
    /// <summary>Trains what a table needs and writes it.</summary>
    /// <exception cref="InputException">Options, data or folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was trained is saved.</exception>
    public static void Run(ExperimentRequest request, AppConsole console, CancellationToken cancellation)
    {
        if (request.Variants.Count > 0 && request.Table != Choices.Name)
            throw new InputException($"--variant {request.Variants[0]}: variants are judged by --table {Choices.Name}.");
        var choices = request.Table == Choices.Name ? Choices.Read(request.Output, request.Variants) : null;
        var table = choices is null ? PaperTables.Of(request.Table) : Choices.Table(choices);
        var arms = ArmsOf(request, table);
        var begun = ExperimentFolder.Holds(request.Output) ? OpenToResume(request, choices is not null) : null;
        if (begun is null) FolderRecord.CheckFree(request.Output, "experiment");
        request.Place.Check(request.Output, request.Jobs);

        string data = begun?.Record.Data ?? request.Data ?? throw new InputException("--data: name the folder of the cases."),
            labels = begun?.Record.Labels ?? request.Labels ?? data;
        var device = TorchSetup.DeviceOf(begun?.Record.Device ?? request.Device ?? "cpu");
        var files = MyoPsFolder.Open(data, labels, requireLabels: true);
        // Every file is read and every fold checked before anything is written.
        var cases = CaseReader.ReadAll(files, cancellation);
        if (begun is not null) TrainingSession.CheckSameData(begun.Record, cases, begun.Path);
        var record = begun?.Record ?? NewRecord(request, data, labels, cases);
        var folds = FoldsOf(record, cases, request.Seeds);
        // All choices, also those that are not asked for now: they are written down together.
        foreach (var arm in choices is null ? arms : table.ArmsNeeded)
            Check(arm, record.Options, isVariant: choices?.ContainsKey(arm.Id) == true);
        var folder = begun ?? ExperimentFolder.Begin(request.Output, record);
        if (choices is not null && (begun is null || request.Variants.Count > 0)) Choices.Write(folder.Path, choices);
        TorchSetup.UseThreads(record.Threads);
        var experiment = new Experiment(folder, folds, device, console, request.Place);
        if (request.Part is { } part)
        {
            experiment.Train(table, arms, folds.Single(fold => fold.Name == part), cancellation);
            return;
        }

        console.WriteLine(
            $"Table {table.Name}, {table.Title}: {Numbers.Count(arms.Count, "arm")} on {cases.Count} cases in {record.Folds} folds, " +
            $"{(request.Seeds == 1 ? $"seed {record.Seed}" : $"seeds {record.Seed} to {record.Seed + request.Seeds - 1}")}. " +
            $"Preset {record.Preset}, {record.Device}, {record.Compute} ({record.ComputeReason}), " +
            $"{JobOptions.Say(record.Threads, request.Jobs)}.");
        experiment.Run(table, arms, request.Jobs, cancellation);
    }

    private static IReadOnlyList<Arm> ArmsOf(ExperimentRequest request, PaperTable table)
    {
        if (request.Arms is not { } asked) return table.ArmsNeeded;
        // Of commas alone no name is left: an empty one is as wrong as another.
        if (asked.DefaultIfEmpty("").FirstOrDefault(id => table.ArmsNeeded.All(arm => arm.Id != id)) is { } wrong)
            throw new InputException(
                $"--arms {(wrong.Length > 0 ? wrong : ",")}: Table {table.Name} has no such arm. Choose among " +
                $"{string.Join(", ", table.ArmsNeeded.Select(arm => arm.Id))}.");
        return [.. table.ArmsNeeded.Where(arm => asked.Contains(arm.Id))];
    }

    private static void Check(Arm arm, PipelineOptions options, bool isVariant)
    {
        var changed = arm.Change(options);
        if (isVariant && Casn(changed) != Casn(options))
            throw new InputException(
                $"--variant {arm.Id}: changes CASN's networks, of which a fold has those of the preset for all. Give its options of CASN " +
                $"to the whole experiment, in another --out.");
        try
        {
            CaseSplit.Check(changed);
        }
        catch (InputException error) when (isVariant)
        {
            throw new InputException($"--variant {arm.Id}: {error.Message}", error);
        }
    }

    /// <summary>What CASN's networks are trained by.</summary>
    private static (CoarseOptions, CoarseOptions, int, int) Casn(PipelineOptions options) =>
        (options.Locate, options.Segment, options.SegmentMembers, options.CropSize);

    private static IReadOnlyList<Fold> FoldsOf(ExperimentRecord record, IReadOnlyList<MyoPsVolume> cases, int seeds)
    {
        List<Fold> folds = [];
        for (var seed = record.Seed; seed < record.Seed + seeds; seed++)
        {
            foreach (var (i, heldOut) in FoldPlan.Deal(cases, record.Folds, seed).Index())
            {
                folds.Add(new Fold
                {
                    Seed = seed,
                    Number = i + 1,
                    Name = seeds == 1 ? $"fold {i + 1}" : $"seed {seed} fold {i + 1}",
                    Seen = [.. cases.Where(volume => !heldOut.Contains(volume.Id))],
                    HeldOut = [.. cases.Where(volume => heldOut.Contains(volume.Id))],
                });
            }
        }

        foreach (var fold in folds)
            CaseSplit.Draw(fold.Seen, record.Options, fold.Seed, $"{record.Data}, what {fold.Name} does not hold out");
        return folds;
    }

    private static ExperimentFolder OpenToResume(ExperimentRequest request, bool judgesChoices)
    {
        var folder = ExperimentFolder.Open(request.Output);
        // Arms change the options in the record, and for the paper's tables those are not the preset's alone.
        if (Choices.AreIn(request.Output) != judgesChoices)
        {
            var started = judgesChoices ? "tables of the paper" : $"--table {Choices.Name}";
            throw new InputException(
                $"{request.Output}: this experiment was started for {started}, and its options are not those of --table {request.Table}. " +
                $"Choose another --out.");
        }

        var record = folder.Record;
        var begun = new BegunWith(request.Output, "experiment", ExperimentFolder.RecordName);
        begun.Check(request, record);
        begun.Check("--folds", request.Folds?.ToString(), record.Folds.ToString());
        return folder;
    }

    private static ExperimentRecord NewRecord(
        ExperimentRequest request, string data, string labels, IReadOnlyList<MyoPsVolume> cases)
    {
        var preset = request.Preset ?? "quick";
        var seed = request.Seed ?? 1;
        var device = request.Device ?? "cpu";
        var compute = ComputeChoice.Of(request.Compute ?? "auto", device);
        var threads = request.Place.ThreadsOfEach(request.Jobs);
        return new ExperimentRecord
        {
            Preset = preset,
            Folds = request.Folds ?? ExperimentRequest.DefaultFolds,
            Seed = seed,
            Device = device,
            Compute = compute.Name,
            ComputeReason = compute.Reason,
            Threads = threads,
            Data = Path.GetFullPath(data),
            Labels = Path.GetFullPath(labels),
            Cases = CaseFingerprint.Of(cases),
            Options = request.Change(request.OptionsOf(preset).WithThreads(threads)),
            Versions = MachineVersions.Read(),
        };
    }
}
