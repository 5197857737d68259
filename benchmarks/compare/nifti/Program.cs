using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Awsnet.Components.Compare;

// NIfTI reading side by side with nibabel: NiftiCompare.dll [NAME...] [--pairs N]. One JSON object a line: costs in seconds or MiB,
// ratio = nibabel / ours: above 1 we are better. The volume is 512 x 512 x 10 of int16: 10 MiB as float32.
const string Python = "/usr/bin/python3";
(string Name, string Work, string Unit)[] comparisons =
[
    ("nifti-gz", "gz", "s"),
    ("nifti-gz-new-array", "gz-new", "s"),
    ("nifti-plain", "plain", "s"),
    ("nifti-plain-new-array", "plain-new", "s"),
    ("nifti-slice", "slice", "s"),
    ("nifti-memory", "memory", "MiB"),
];

if (args is ["worker", var work, var at])
{
    Console.WriteLine(Worker.Cost(work, at).ToString("R", CultureInfo.InvariantCulture));
    return 0;
}

int option = Array.IndexOf(args, "--pairs"), pairs = option >= 0 ? int.Parse(args[option + 1], CultureInfo.InvariantCulture) : 5;
string[] names = option >= 0 ? [.. args[..option], .. args[(option + 2)..]] : args;
var wanted = comparisons.Where(c => names.Length == 0 || names.Contains(c.Name)).ToArray();
if (!File.Exists(Python) || !Runs(Python, "-c", "import nibabel"))
{
    foreach (var comparison in wanted) Console.Error.WriteLine(
        $"{comparison.Name} is skipped: {Python} has no nibabel; install python3-nibabel.");
    return 0;
}

string folder = Directory.CreateTempSubdirectory("awsnet-compare-").FullName;
try
{
    Run(Python, PeerScript(), "make", folder);
    if (Math.Abs(Own("sum") - Peer("sum")) > 0) throw new InvalidOperationException("The two sides do not read the same voxels.");
    foreach ((string name, string task, string unit) in wanted)
    {
        (double Ours, double Peer)[] costs = [.. Enumerable.Range(0, pairs).Select(_ => (Own(task), Peer(task)))];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name,
            ours = Median(costs.Select(c => c.Ours)),
            peer = Median(costs.Select(c => c.Peer)),
            ratio = Median(costs.Select(c => c.Peer / c.Ours)),
            unit,
        }));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
return 0;

double Own(string what) => Number(Run("dotnet", Path.Combine(AppContext.BaseDirectory, "NiftiCompare.dll"), "worker", what, folder));

double Peer(string what) => Number(Run(Python, PeerScript(), what, folder));

static string PeerScript() => Path.Combine(AppContext.BaseDirectory, "peer.py");

static double Number(string output) => double.Parse(output.Trim(), CultureInfo.InvariantCulture);

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static bool Runs(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
    process.StandardError.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0;
}

static string Run(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? output
        : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
}
