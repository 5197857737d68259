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
        var cases = CheckedOption.Number(
            "--cases", "Generated cases to train on; one is kept to validate.", 8, 2, PhantomCommand.MostCases);
        var unseen = CheckedOption.Number("--unseen", "Generated cases to predict and score.", 6, 1, PhantomCommand.MostCases);
        var seed = CheckedOption.Number("--seed", "Seed of the cases and of the training.", 1, 0, long.MaxValue, "S");
        var compute = CheckedOption.Choice("--compute", "As for train.", "auto", ComputeChoice.Names);
        var command = new Command("demo", "Generate cases, train, predict unseen ones, score and picture them.")
        {
            output, preset, cases, unseen, seed, compute,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new DemoRun(console)
            {
                Folder = parsed.GetRequiredValue(output),
                Preset = parsed.GetRequiredValue(preset),
                Cases = parsed.GetValue(cases),
                Unseen = parsed.GetValue(unseen),
                Seed = parsed.GetValue(seed),
                Compute = parsed.GetRequiredValue(compute),
            }.Run(cancellation),
            CancellationToken.None));
        return command;
    }
}
