using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Awsnet.Components.Compare;

internal static class Program
{
    private const string Python3 = "/usr/bin/python3";

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
            Console.Error.WriteLine(
                $"There is no comparison '{unknown[0]}': expected one of {string.Join(", ", Comparison.All.Select(c => c.Name))}.");
            return 2;
        }
        foreach (Comparison comparison in Comparison.All.Where(c => names.Length == 0 || names.Contains(c.Name)))
        {
            if (comparison.IsNarrow && CpuBackends.BFloat16Instructions is null)
                Console.Error.WriteLine($"{comparison.Name} is skipped: this processor has neither AMX nor AVX512-BF16.");
            else if (comparison.Program is not null) ReportOf(comparison.Program, comparison.Name, pairs, json);
            else if (comparison.Peer is not null
                && PythonLacks("torch") is string missing) Console.Error.WriteLine($"{comparison.Name} is skipped: {missing}.");
            else Report(comparison, pairs, json);
        }
        return 0;
    }

    /// <summary>Runs another program of this folder for one comparison, and passes its line on; it says itself why there is none.</summary>
    private static void ReportOf(string program, string name, int pairs, bool json)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "../../..", program);
        string line = Output("dotnet", path, name, "--pairs", pairs.ToString(CultureInfo.InvariantCulture)).Trim();
        if (line.Length == 0) return;
        JsonElement result = JsonDocument.Parse(line).RootElement;
        if (json) Console.WriteLine(line);
        else Print(name, result.GetProperty("ours").GetDouble(), result.GetProperty("peer").GetDouble(),
            result.GetProperty("ratio").GetDouble(), result.GetProperty("unit").GetString()!);
    }

    /// <summary>Why there is no such peer, or null where there is.</summary>
    private static string? PythonLacks(string package)
    {
        if (!File.Exists(Python3)) return $"{Python3} is not installed";
        using Process process = Process.Start(
            Python3, ["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{package}') is None)"]);
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{Python3} has no {package}; install python3-{package}";
    }

    /// <summary>Runs both sides in turn and prints the medians, and the median of the ratios pair by pair.</summary>
    private static void Report(Comparison comparison, int pairs, bool json)
    {
        var ours = new List<double>();
        var peer = new List<double>();
        // A start is short and varies most, so it is made more often.
        for (int k = 0; k < (comparison.FromStart ? 3 * pairs : pairs); k++)
        {
            ours.Add(Cost(comparison, () => Own(comparison.Ours)));
            peer.Add(Cost(comparison, () => comparison.Peer is null ? Own(comparison.OwnPeer!) : Python(comparison.Peer)));
        }
        double ratio = Median(ours.Zip(peer, (o, p) => comparison.IsCost ? o / p : p / o));
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
            Print(comparison.Name, Median(ours), Median(peer), ratio, comparison.Unit);
        }
    }

    private static void Print(string name, double ours, double peer, double ratio, string unit)
        => Console.WriteLine(
            FormattableString.Invariant($"{name,-24} ours {ours,12:g4} {unit,-4} peer {peer,12:g4} {unit,-4} ratio {ratio:f2}"));

    /// <summary>What a worker says, or how long it takes to say it and end.</summary>
    private static double Cost(Comparison comparison, Func<double> worker)
    {
        long start = Stopwatch.GetTimestamp();
        double said = worker();
        return comparison.FromStart ? Stopwatch.GetElapsedTime(start).TotalSeconds : said;
    }

    private static double Own(string worker) => Run("dotnet", Path.Combine(AppContext.BaseDirectory, "Compare.dll"), "worker", worker);

    private static double Python(string worker)
        => Run(Python3, Path.Combine(AppContext.BaseDirectory, "peers", "worker.py"), worker,
            Threads.ToString(CultureInfo.InvariantCulture));

    private static double Run(string program, params string[] arguments)
        => double.Parse(Output(program, arguments).Trim().Split('\n')[^1], CultureInfo.InvariantCulture);

    private static string Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        return output;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
