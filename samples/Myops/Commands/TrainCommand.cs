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
        command.SetAction((parsed, cancellation) =>
        {
            var request = begin.Fill(new TrainRequest { Output = begin.Output(parsed), Resume = parsed.GetValue(resume) }, parsed);
            return BeginOptions.Run(
                request, console, cancellation, stop => Train(request, console, stop),
                () => RunFolder.Holds(request.Output) ? $"train --out {ShellWord.Quoted(request.Output)} --resume" : null);
        });
        return command;
    }

    private static void Train(TrainRequest request, AppConsole console, CancellationToken cancellation)
    {
        var (run, wasFinished) = TrainingSession.Train(request, console, cancellation);
        if (request.Part is not null) return;
        console.WriteLine(wasFinished
            ? $"{run.Path}: this run is finished already; nothing was trained."
            : $"Finished: {run.Path}. Predict by: myops predict --run {ShellWord.Quoted(run.Path)} --data DIR --out DIR");
    }
}
