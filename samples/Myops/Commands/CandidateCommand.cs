using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops candidate RUN STAGE</c>, by which the program starts itself for a candidate of a stage.</summary>
internal static class CandidateCommand
{
    public const string Name = "candidate";

    public static Command Create()
    {
        var run = new Argument<string>("RUN");
        var stage = new Argument<string>("STAGE");
        var command = new Command(Name, "Train one candidate of a stage; started by train and experiment.") { run, stage };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Train(parsed.GetRequiredValue(run), parsed.GetRequiredValue(stage), cancellation), CancellationToken.None));
        return command;
    }

    private static int Train(string path, string stage, CancellationToken cancellation)
    {
        if (!CandidateProcess.IsOne)
            throw new InputException($"{Name}: is started by train and experiment with --workers, not by hand.");
        var run = RunFolder.Open(path);
        var device = TorchSetup.DeviceOf(run.Record.Device);
        TorchSetup.UseThreads(1);
        var folder = MyoPsFolder.Open(run.Record.Data, run.Record.Labels, requireLabels: true);
        var cases = CaseReader.ReadAll(folder, cancellation).Where(one => run.Record.Cases.ContainsKey(one.Id)).ToArray();
        return new StageRunner(run, device, Place.Here).RunCandidate(new StagePlan(run.Record, cases).Create(stage));
    }
}
