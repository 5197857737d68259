using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops demo</c>: everything once, on generated cases.</summary>
internal static class DemoCommand
{
    public static Command Create(AppConsole console)
    {
        var output = new Option<string>("--out")
        {
            Description = "Folder for everything.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "demo"),
            HelpName = "DIR",
        };
        var preset = CheckedOption.Choice("--preset", "As for train.", "quick", [.. PipelineOptions.PresetNames]);
        var cases = new Option<int>("--cases")
        {
            Description = "Generated cases to train on; one is kept to validate.",
            DefaultValueFactory = _ => 8,
            HelpName = "N",
        };
        cases.Within(2, PhantomCommand.MostCases);
        var unseen = new Option<int>("--unseen")
        {
            Description = "Generated cases to predict and score.",
            DefaultValueFactory = _ => 6,
            HelpName = "N",
        };
        unseen.Within(1, PhantomCommand.MostCases);
        var seed = new Option<long>("--seed")
        {
            Description = "Seed of the cases and of the training.",
            DefaultValueFactory = _ => 1,
            HelpName = "S",
        };
        seed.Within(0, long.MaxValue);
        var compute = CheckedOption.Choice("--compute", "As for train.", "auto", ComputeChoice.Names);
        var command = new Command("demo", "Generate cases, train, predict unseen ones, score and picture them.")
        {
            output, preset, cases, unseen, seed, compute,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            new DemoRun(console)
            {
                Folder = parsed.GetRequiredValue(output),
                Preset = parsed.GetRequiredValue(preset),
                Cases = parsed.GetValue(cases),
                Unseen = parsed.GetValue(unseen),
                Seed = parsed.GetValue(seed),
                Compute = parsed.GetRequiredValue(compute),
            }.Run(cancellation);
            return ExitCode.Success;
        }, CancellationToken.None));
        return command;
    }
}
