using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Awsnet.Components.Compare;

internal static class Program
{
    private static readonly int Threads = Math.Min(2, Environment.ProcessorCount);

    private static int Main(string[] arguments)
    {
        if (arguments is ["worker", var name, ..])
        {
            Console.WriteLine(Workers.Cost(name, Threads).ToString("R", CultureInfo.InvariantCulture));
            return 0;
        }
        if (arguments.Contains("--list"))
        {
            foreach (Comparison comparison in Comparison.All) Console.WriteLine(comparison.Name);
            return 0;
        }

        bool json = arguments.Contains("--json");
        int at = Array.IndexOf(arguments, "--pairs"), pairs = at >= 0 ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : 3;
        string[] names = arguments.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (at < 0 || i != at + 1)).ToArray();
        string[] unknown = names.Except(Comparison.All.Select(c => c.Name)).ToArray();
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"There is no comparison '{unknown[0]}': expected one of {string.Join(", ", Comparison.All.Select(c => c.Name))}.");
            return 2;
        }
        foreach (Comparison comparison in Comparison.All.Where(c => names.Length == 0 || names.Contains(c.Name)))
            Report(comparison, pairs, json);
        return 0;
    }

    /// <summary>Runs both sides in turn and prints the medians, and the median of the ratios pair by pair.</summary>
    private static void Report(Comparison comparison, int pairs, bool json)
    {
        var ours = new List<double>();
        var peer = new List<double>();
        for (int k = 0; k < pairs; k++)
        {
            ours.Add(Own(comparison.Ours));
            peer.Add(comparison.Peer is null ? Own(comparison.OwnPeer!) : Python(comparison.Peer));
        }
        double ratio = Median(ours.Zip(peer, (o, p) => comparison.Peer is null ? o / p : p / o));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = comparison.Name,
                ours = Median(ours),
                peer = Median(peer),
                ratio,
                unit = comparison.Unit,
            }));
        }
        else
        {
            Console.WriteLine(FormattableString.Invariant($"{comparison.Name,-20} ours {Median(ours),12:g4} {comparison.Unit,-4} peer {Median(peer),12:g4} {comparison.Unit,-4} ratio {ratio:f2}"));
        }
    }

    private static double Own(string worker) => Run("dotnet", Path.Combine(AppContext.BaseDirectory, "Compare.dll"), "worker", worker);

    private static double Python(string worker)
        => Run("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "peers", "worker.py"), worker, Threads.ToString(CultureInfo.InvariantCulture));

    private static double Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        return double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
