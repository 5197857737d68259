using System.CommandLine;

namespace Awsnet.Components.Samples;

/// <summary>The command line that both plug-in experiments have.</summary>
internal static class SampleArguments
{
    /// <summary>Parses, runs, and turns what a user can mend into one line.</summary>
    public static int Run(string[] args, string description, string dataDescription, Action<string?, int, string, PlugInOptions, CancellationToken> run)
    {
        PlugInOptions preset = new();
        var data = new Option<string?>("--data") { Description = dataDescription, HelpName = "DIR" };
        var cases = new Option<int>("--cases") { Description = "How many cases are generated where --data is left out.", DefaultValueFactory = _ => 20, HelpName = "N" };
        var output = new Option<string>("--out") { Description = "Folder for networks, tables and pictures; a stopped run in it is gone on with.", Required = true, HelpName = "DIR" };
        var size = new Option<int>("--size") { Description = "Side of the network's input.", DefaultValueFactory = _ => preset.Size, HelpName = "PX" };
        var widths = new Option<string>("--widths") { Description = "Features per level; the paper's are 32,64,128,256,512.", DefaultValueFactory = _ => string.Join(',', preset.Widths), HelpName = "A,B,…" };
        var epochs = new Option<int>("--epochs") { Description = "Epochs of every arm; the paper trains 450 on ACDC and 300 on BUSI.", DefaultValueFactory = _ => preset.Epochs, HelpName = "N" };
        var autoEpochs = new Option<int>("--auto-epochs") { Description = "How many of them the controller has.", DefaultValueFactory = _ => preset.AutoEpochs, HelpName = "N" };
        var candidates = new Option<int>("--candidates") { Description = "Candidates of each of those; the paper's K is 10.", DefaultValueFactory = _ => preset.Candidates, HelpName = "K" };
        var batch = new Option<int>("--batch-size") { Description = "Slices a step; the paper's is 16.", DefaultValueFactory = _ => preset.BatchSize, HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => preset.Seed, HelpName = "S" };
        var root = new RootCommand(description) { data, cases, output, size, widths, epochs, autoEpochs, candidates, batch, seed };
        root.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            try
            {
                run(parsed.GetValue(data), parsed.GetValue(cases), parsed.GetRequiredValue(output), new PlugInOptions
                {
                    Size = parsed.GetValue(size),
                    Widths = [.. parsed.GetRequiredValue(widths).Split(',').Select(int.Parse)],
                    Epochs = parsed.GetValue(epochs),
                    AutoEpochs = parsed.GetValue(autoEpochs),
                    Candidates = parsed.GetValue(candidates),
                    BatchSize = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                }, cancellation);
                return 0;
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"Stopped; what was trained is saved. The same command goes on with it.");
                return 130;
            }
            catch (Exception error) when (error is IOException or ArgumentException or FormatException)
            {
                Console.Error.WriteLine(error.Message);
                return 2;
            }
        }, CancellationToken.None));
        // A step and its checkpoint are waited for after Ctrl-C.
        return root.Parse(args).Invoke(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
    }
}
