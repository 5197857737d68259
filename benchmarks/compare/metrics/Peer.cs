using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Awsnet.Components.Compare;

/// <summary>A Python package, run by peers.py on the same masks.</summary>
/// <param name="Name">What peers.py calls it.</param>
/// <param name="Module">Its module: installed, or in a checkout.</param>
/// <param name="Variable">The environment variable that names the checkout's folder.</param>
internal sealed record Peer(string Name, string Module, string Variable)
{
    private const string Python = "/usr/bin/python3";

    public static Peer SurfaceDistance { get; } = new("deepmind", "surface_distance", "AWSNET_SURFACE_DISTANCE");

    public static Peer MedPy { get; } = new("medpy", "medpy", "AWSNET_MEDPY");

    /// <summary>The checkout, or an empty name where the package is to be an installed one.</summary>
    public string Folder => Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>Why it cannot be run, or null where it can.</summary>
    public string? Missing
    {
        get
        {
            if (!File.Exists(Python)) return $"{Python} is not installed";
            using var probe = Process.Start(
                new ProcessStartInfo(Python,
                    ["-c", $"import sys; sys.path.insert(0, sys.argv[1]); import {Module}", Folder])
                { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0
                ? null
                : $"{Python} cannot import {Module}; install it there, or name a checkout's folder in {Variable}";
        }
    }

    public (double Milliseconds, IReadOnlyDictionary<string, double> Values) Run(string masks, MaskGrid grid, int repeats)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        object[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "peers.py"), Name, Folder, masks, grid.Depth, grid.Rows, grid.Columns,
            grid.DepthSpacingMm, grid.RowSpacingMm, grid.ColumnSpacingMm, repeats,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(
            $"{Python} peers.py {Name} failed with exit code {process.ExitCode}.");
        var json = JsonDocument.Parse(output).RootElement;
        return (
            json.GetProperty("milliseconds").GetDouble(),
            json.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetDouble()));
    }
}
