using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Awsnet.Components.Compare;

/// <summary>A Python package, run by peers.py on the same masks.</summary>
internal sealed record Peer(string Name, string Folder)
{
    public (double Milliseconds, IReadOnlyDictionary<string, double> Values) Run(string python, string masks, MaskGrid grid, int repeats)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true };
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
        if (process.ExitCode != 0) throw new InvalidOperationException($"{python} peers.py {Name} failed with exit code {process.ExitCode}.");
        var json = JsonDocument.Parse(output).RootElement;
        return (
            json.GetProperty("milliseconds").GetDouble(),
            json.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetDouble()));
    }
}
