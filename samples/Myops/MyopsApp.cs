using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary>The command-line program: parses, runs a command, and turns failures into one line and an exit code.</summary>
public static class MyopsApp
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="cancellation">Asks the command to stop cleanly.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, AppConsole console, CancellationToken cancellation = default)
    {
        var root = new RootCommand(
            "Scar and edema from multi-sequence cardiac MR in the MyoPS layout: CASN finds the left ventricle, two ASANs with " +
            "auto-weighted deep supervision find the pathology.")
        {
            PhantomCommand.Create(console),
            TrainCommand.Create(console),
            PredictCommand.Create(console),
            CheckCommand.Create(console),
            InspectCommand.Create(console),
            EvaluateCommand.Create(console),
            ExperimentCommand.Create(console),
            ReportCommand.Create(console),
            ExportCommand.Create(console),
            DemoCommand.Create(console),
            StatusCommand.Create(console),
            SlurmScriptCommand.Create(console),
            CandidateCommand.Create(),
        };
        try
        {
            var parsed = root.Parse(arguments);
            if (CheckedOption.ErrorOf(parsed) is { } wrong)
            {
                var command = parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ";
                console.WriteError($"{wrong}. See: myops {command}--help");
                return ExitCode.BadInput;
            }

            // Signals are handled by the caller, exceptions here.
            var invocation = new InvocationConfiguration
            {
                Output = console.Output,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteError("Stopped.");
            return ExitCode.Interrupted;
        }
        catch (Exception error) when (Explain(error) is { } message)
        {
            console.WriteError(message);
            return ExitCode.BadInput;
        }
        catch (Exception error)
        {
            console.WriteError($"an unexpected error, which is a defect of this program: {error.Message}");
            console.Error.WriteLine(error);
            return ExitCode.Defect;
        }
    }

    /// <summary>The line for an error that the user can do something about; null for a defect.</summary>
    private static string? Explain(Exception error) => error switch
    {
        InputException or ClusterException or CandidateException or InvalidDataSetException or RunInUseException => error.Message,
        // Checkpoints that do not fit, and what the training itself says.
        InvalidDataException or TrainingDivergedException or WeightSearchException => error.Message,
        InvalidImageFileException => $"{error.Message.TrimEnd('.')}. Replace the file or leave it out.",
        FileNotFoundException file => $"{file.FileName ?? file.Message}: there is no such file. Check the name.",
        DirectoryNotFoundException => $"{error.Message.TrimEnd('.')}. Check the name.",
        UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}. Change its permissions or choose another place.",
        IOException when IsOfSpace(error) => $"{error.Message.TrimEnd('.')}. Free space on its disk, or choose another.",
        // What wraps another says itself what to do.
        IOException { InnerException: not null } => error.Message,
        IOException => $"{error.Message.TrimEnd('.')}. Check the file.",
        _ => null,
    };

    // No space, or none that the user may have: ENOSPC, EDQUOT, and what Windows says.
    private static bool IsOfSpace(Exception error) => error.HResult is 28 or 122 or unchecked((int)0x80070070);
}
