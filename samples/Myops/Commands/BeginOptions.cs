using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary>The options that all commands that train have in common.</summary>
internal sealed class BeginOptions
{
    private readonly Option<string?> data = CheckedOption.Folder(
        "--data",
        "Folder of <id>_C0.nii.gz, <id>_DE.nii.gz (or _LGE), <id>_T2.nii.gz, or of a folder <id> for each case. Not needed to resume.");
    private readonly Option<string?> labels = CheckedOption.Folder(
        "--labels", "Folder of <id>_gd.nii.gz. [default: the folder of --data]");
    private readonly Option<string> output;
    private readonly Option<string> preset = CheckedOption.Choice(
        "--preset",
        "tiny: for tests. quick: minutes on two cores. standard: under 45 minutes on two cores. paper: the paper's sizes and " +
        "epochs. [default: quick]",
        null, [.. PipelineOptions.PresetNames]);
    private readonly Option<long?> seed;
    private readonly Option<string> device = CheckedOption.Choice("--device", "Where to compute. [default: cpu]", null, "cpu", "cuda");
    private readonly Option<string> compute = CheckedOption.Choice(
        "--compute", "Compute type of the convolutions; auto is bf16 on processors with AMX or AVX512-BF16, else fp32. [default: auto]",
        null, ComputeChoice.Names);
    private readonly ConstantOptions constants;
    private readonly JobOptions jobs;

    /// <param name="outputHelp">What --out is.</param>
    /// <param name="outputName">What --out is called in the help.</param>
    /// <param name="seedHelp">What --seed is.</param>
    /// <param name="unit">What a job trains.</param>
    /// <param name="own">What the command changes of a preset before its options do; null for nothing.</param>
    public BeginOptions(
        string outputHelp, string outputName, string seedHelp, string unit, Func<PipelineOptions, PipelineOptions>? own = null)
    {
        output = new Option<string>("--out") { Description = outputHelp, Required = true, HelpName = outputName };
        seed = new Option<long?>("--seed") { Description = $"{seedHelp} [default: 1]", HelpName = "S" };
        seed.Within(0, long.MaxValue);
        constants = new ConstantOptions(own);
        jobs = new JobOptions(unit);
    }

    /// <summary>Adds the options to a command, around its own.</summary>
    public void AddTo(Command command, params IEnumerable<Option> own)
    {
        foreach (var option in new Option[] { data, labels, output, preset, seed, device, compute }) command.Add(option);
        foreach (var option in own) command.Add(option);
        jobs.AddTo(command);
        constants.AddTo(command);
    }

    /// <summary>The folder to write to.</summary>
    public string Output(ParseResult parsed) => parsed.GetRequiredValue(output);

    /// <summary>A request with what the command line says of these options.</summary>
    public T Fill<T>(T request, ParseResult parsed)
        where T : BeginRequest => request with
        {
            Data = parsed.GetValue(data),
            Labels = parsed.GetValue(labels),
            Preset = parsed.GetValue(preset),
            Seed = parsed.GetValue(seed),
            Device = parsed.GetValue(device),
            Compute = parsed.GetValue(compute),
            Change = constants.Change(parsed),
            Jobs = jobs.Count(parsed),
            Place = jobs.PlaceOf(parsed),
            Part = jobs.Part(parsed),
        };

    /// <summary>Does a command's work, stopped also by the parent process where it is a part.</summary>
    /// <param name="console">Hears how what was stopped is resumed.</param>
    /// <param name="resume">The command that resumes it; null while nothing is saved.</param>
    public static Task<int> Run(
        BeginRequest request, AppConsole console, CancellationToken cancellation, Action<CancellationToken> work, Func<string?> resume) =>
        Task.Run(
            () =>
            {
                using var stop = request.Part is null
                    ? CancellationTokenSource.CreateLinkedTokenSource(cancellation)
                    : JobProcess.LinkToParent(cancellation);
                try
                {
                    work(stop.Token);
                    return ExitCode.Success;
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    console.WriteError(resume() is { } command
                        ? $"Stopped; what was trained is saved. Resume by: myops {command}"
                        : "Stopped before training began.");
                    return ExitCode.Interrupted;
                }
            },
            CancellationToken.None);
}
