using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops train --data DIR --out RUN</c>: trains CASN and both ASANs.</summary>
internal static class TrainCommand
{
    public static Command Create(AppConsole console)
    {
        var data = new Option<string?>("--data") { Description = "Folder of <id>_C0.nii.gz, <id>_DE.nii.gz, <id>_T2.nii.gz.", HelpName = "DIR" };
        var labels = new Option<string?>("--labels") { Description = "Folder of <id>_gd.nii.gz. [default: the folder of --data]", HelpName = "DIR" };
        var output = new Option<string>("--out") { Description = "Folder of the run; new or empty unless --resume is given.", Required = true, HelpName = "RUN" };
        var preset = new Option<string?>("--preset")
        {
            Description = "tiny: for tests. quick: minutes on two cores. standard: under 45 minutes on two cores. paper: the paper's sizes and epochs. [default: quick]",
            HelpName = string.Join('|', PipelineOptions.PresetNames),
        };
        preset.AcceptOnlyFromAmong([.. PipelineOptions.PresetNames]);
        var seed = new Option<long?>("--seed") { Description = "Seed of everything random. [default: 1]", HelpName = "S" };
        var device = new Option<string?>("--device") { Description = "Where to compute. [default: cpu]", HelpName = "cpu|cuda" };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var compute = new Option<string?>("--compute")
        {
            Description = "Number type of the convolutions; auto is bf16 on processors with AMX or AVX512-BF16, else fp32. [default: auto]",
            HelpName = string.Join('|', ComputeChoice.Names),
        };
        compute.AcceptOnlyFromAmong(ComputeChoice.Names);
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out, with the options it was begun with; from the start if nothing is saved there." };
        var command = new Command("train", "Train CASN, then ASAN for scar and ASAN for scar and edema with auto-weighted supervision.")
        {
            data, labels, output, preset, seed, device, compute, resume,
        };
        var constants = new ConstantOptions();
        constants.AddTo(command);
        var jobs = new JobOptions("Networks");
        jobs.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => ParentWatch.Run(jobs.Part(parsed), cancellation, stop => Train(
            new TrainRequest
            {
                Output = parsed.GetRequiredValue(output),
                Data = parsed.GetValue(data),
                Labels = parsed.GetValue(labels),
                Preset = parsed.GetValue(preset),
                Seed = parsed.GetValue(seed),
                Device = parsed.GetValue(device),
                Compute = parsed.GetValue(compute),
                Change = constants.Change(parsed),
                Resume = parsed.GetValue(resume),
                Jobs = jobs.Count(parsed),
                Part = jobs.Part(parsed),
            },
            console, stop)), CancellationToken.None));
        return command;
    }

    private static int Train(TrainRequest request, AppConsole console, CancellationToken cancellation)
    {
        try
        {
            var (run, wasFinished) = TrainingSession.Train(request, console, cancellation);
            if (request.Part is not null) return ExitCode.Success;
            console.WriteLine(wasFinished
                ? $"{run.Path}: this run is finished already; nothing was trained."
                : $"Finished: {run.Path}. Predict by: myops predict --run {run.Path} --data DIR --out DIR");
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteError(RunFolder.Holds(request.Output)
                ? $"Stopped; what was trained is saved. Go on by: myops train --out {request.Output} --resume"
                : "Stopped before training began.");
            return ExitCode.Interrupted;
        }
    }
}
