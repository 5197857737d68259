using System.CommandLine;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops;

/// <summary><c>myops phantom --out DIR --cases N --seed S</c>: writes generated cases in the layout of MyoPS, ACDC or BUSI.</summary>
internal static class PhantomCommand
{
    public const string RecordName = "phantom.json";

    /// <summary>Names of cases have three digits.</summary>
    public const int MostCases = 999;

    public static Command Create(AppConsole console)
    {
        var output = new Option<string>("--out") { Description = "Folder to write to.", Required = true, HelpName = "DIR" };
        var cases = CheckedOption.Number("--cases", "How many cases.", 8, 1, MostCases);
        var seed = CheckedOption.Number("--seed", "Equal seeds give equal files.", 1, 0, long.MaxValue, "S");
        var difficulty = CheckedOption.Choice(
            "--difficulty", "How hard the images are: easy, normal (like clinical ones) or hard.", PhantomDifficulty.Normal,
            "easy", "normal", "hard");
        var layout = CheckedOption.Choice(
            "--layout", "What to write: hearts in three sequences, hearts over a beat, or breast ultrasound images.", DataSetLayout.Myops,
            "myops", "acdc", "busi");
        var withoutScar = new Option<double?>("--without-scar")
        {
            Description = "Probability that a heart in three sequences has no scar. [default: 0.12]",
            HelpName = "P",
        };
        withoutScar.Within(0, 1);
        var command = new Command("phantom", "Write generated cases with exact labels.")
        {
            output, cases, seed, difficulty, layout, withoutScar,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var folder = parsed.GetRequiredValue(output);
            Write(
                folder, parsed.GetValue(cases), parsed.GetValue(seed), parsed.GetValue(difficulty), console, cancellation,
                parsed.GetValue(layout), parsed.GetValue(withoutScar));
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Writes the cases, all or none.</summary>
    public static void Write(
        string folder, int cases, long seed, PhantomDifficulty difficulty, AppConsole console, CancellationToken cancellation,
        DataSetLayout layout = DataSetLayout.Myops, double? withoutScar = null)
    {
        var origin = new JsonObject
        {
            ["cases"] = cases,
            ["seed"] = seed,
            ["difficulty"] = difficulty.ToString().ToLowerInvariant(),
        };
        if (layout != DataSetLayout.Myops && withoutScar is not null)
            throw new InputException(
                $"--without-scar: is of hearts in three sequences, not of --layout {layout.ToString().ToLowerInvariant()}. Leave it out.");
        if (layout != DataSetLayout.Myops) origin["layout"] = layout.ToString().ToLowerInvariant();
        var hearts = new PhantomOptions { Difficulty = difficulty };
        if (withoutScar is { } probability)
        {
            origin["withoutScar"] = probability;
            hearts = hearts with { WithoutScar = probability };
        }

        FolderRecord.Check(folder, RecordName, origin);
        using var staged = new StagedFolder(folder);
        var done = 0;
        void Written(string name) => console.WriteLine($"{name} ({++done} of {cases})");
        _ = layout switch
        {
            DataSetLayout.Acdc =>
                PhantomFiles.WriteAcdc(staged.Path, cases, seed, new CinePhantomOptions { Difficulty = difficulty }, Written, cancellation),
            DataSetLayout.Busi =>
                PhantomFiles.WriteBusi(
                    staged.Path, cases, seed, new UltrasoundPhantomOptions { Difficulty = difficulty }, Written, cancellation),
            _ =>
                PhantomFiles.WriteMyoPs(staged.Path, cases, seed, hearts, written: Written, cancellation: cancellation),
        };
        JsonFile.Write(Path.Combine(staged.Path, RecordName), origin);
        staged.Commit();
    }
}
