using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops train --data DIR --out RUN</c>: trains CASN and both ASANs.</summary>
internal static class TrainCommand
{
    public static Command Create(AppConsole console)
    {
        var begin = new BeginOptions(
            "Folder of the run; new or empty unless --resume is given.", "RUN", "Seed of everything random.", "Networks");
        var resume = new Option<bool>("--resume")
        {
            Description = "Resume the run in --out with the options it was started with; start it if nothing is saved there.",
        };
        var command = new Command("train", "Train CASN, then ASAN for scar and ASAN for scar and edema with auto-weighted supervision.");
        begin.AddTo(command, resume);
        command.SetAction((parsed, cancellation) => begin.Run(parsed, cancellation, stop => Train(
            begin.Fill(new TrainRequest { Output = begin.Output(parsed), Resume = parsed.GetValue(resume) }, parsed), console, stop)));
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
                : $"Finished: {run.Path}. Predict by: myops predict --run {ShellWord.Quoted(run.Path)} --data DIR --out DIR");
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteError(RunFolder.Holds(request.Output)
                ? $"Stopped; what was trained is saved. Resume by: myops train --out {ShellWord.Quoted(request.Output)} --resume"
                : "Stopped before training began.");
            return ExitCode.Interrupted;
        }
    }
}
