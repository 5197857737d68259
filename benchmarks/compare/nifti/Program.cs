using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Awsnet.Components.Compare;

// What is compared: name, our work, nibabel's work, unit. Ratios are nibabel / ours: above 1 we are better.
(string Name, string Ours, string Peer, string Unit)[] comparisons =
[
    ("nifti-gz", "gz", "gz", "s"),
    ("nifti-gz-reused-array", "gz-reused", "gz", "s"),
    ("nifti-plain", "plain", "plain", "s"),
    ("nifti-plain-reused-array", "plain-reused", "plain", "s"),
    ("nifti-plain-slice", "slice", "slice", "s"),
    ("nifti-gz-memory", "memory", "memory", "decoded volumes"),
];

if (args is ["worker", var work, var at])
{
    Console.WriteLine(Worker.Cost(work, at).ToString("R", CultureInfo.InvariantCulture));
    return 0;
}

bool json = args.Contains("--json");
int option = Array.IndexOf(args, "--pairs"), pairs = option >= 0 ? int.Parse(args[option + 1], CultureInfo.InvariantCulture) : 5;
string folder = Directory.CreateTempSubdirectory("awsnet-compare-").FullName;
try
{
    Run("/usr/bin/python3", PeerScript(), "make", folder);
    if (Math.Abs(Own("sum") - Peer("sum")) > 0) throw new InvalidOperationException("The two sides do not read the same voxels.");
    foreach ((string name, string ours, string peer, string unit) in comparisons)
    {
        (double Ours, double Peer)[] costs = [.. Enumerable.Range(0, pairs).Select(_ => (Own(ours), Peer(peer)))];
        double own = Median(costs.Select(c => c.Ours)), theirs = Median(costs.Select(c => c.Peer)), ratio = Median(costs.Select(c => c.Peer / c.Ours));
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { name, ours = own, peer = theirs, ratio, unit })
            : FormattableString.Invariant($"{name,-26} ours {own,10:g4}  nibabel {theirs,10:g4}  {unit}, ratio {ratio:f2}"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
return 0;

double Own(string what) => Number(Run("dotnet", Path.Combine(AppContext.BaseDirectory, "NiftiCompare.dll"), "worker", what, folder));

double Peer(string what) => Number(Run("/usr/bin/python3", PeerScript(), what, folder));

static string PeerScript() => Path.Combine(AppContext.BaseDirectory, "peer.py");

static double Number(string output) => double.Parse(output.Trim(), CultureInfo.InvariantCulture);

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static string Run(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
}
