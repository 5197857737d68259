using System.CommandLine;
using System.Globalization;

namespace Awsnet.Components.Samples;

/// <summary>A sample as a program: what its user can correct is one line and exit code 2, a stop is 130.</summary>
internal static class SampleRun
{
    /// <summary>Runs a command line.</summary>
    /// <param name="root">The options.</param>
    /// <param name="args">What was given.</param>
    /// <param name="stopped">What is said after Ctrl-C.</param>
    /// <param name="action">The work; returns the exit code.</param>
    public static int Of(RootCommand root, string[] args, string stopped, Func<ParseResult, CancellationToken, int> action)
    {
        // Whatever the machine's settings say: numbers are read and written with a point.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        root.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                try
                {
                    return action(parsed, cancellation);
                }
                catch (OperationCanceledException)
                {
                    return Fail(130, stopped);
                }
                catch (Exception error) when (Explain(error) is { } message)
                {
                    return Fail(2, message);
                }
            },
            CancellationToken.None));
        ParseResult parsed = root.Parse(args);
        // A step and its checkpoint are waited for after Ctrl-C.
        return CheckedOption.ErrorOf(parsed) is { } wrong
            ? Fail(2, $"{wrong}. See --help.")
            : parsed.Invoke(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
    }

    /// <summary>Makes an output folder, before anything is computed for it.</summary>
    /// <exception cref="ArgumentException">None can be made there.</exception>
    public static void CreateFolder(string option, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{option} {folder}: no folder can be made there. {error.Message.TrimEnd('.')}. Choose another.");
        }
    }

    /// <summary>The line for an error that the user can do something about; null for a defect.</summary>
    private static string? Explain(Exception error) => error switch
    {
        AggregateException all => Explain(all.InnerExceptions[0]),
        // Without the name and value of a method's parameter, which .NET adds.
        ArgumentException => error.Message.Split(" (Parameter '")[0],
        UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}. Change its permissions or choose another place.",
        IOException or InvalidDataException or TrainingDivergedException or WeightSearchException or CandidateException => error.Message,
        _ => null,
    };

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
