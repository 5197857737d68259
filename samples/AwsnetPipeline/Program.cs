// AWSnet, the whole method in one sitting: the data (Heart, Slices), CASN (Coarse), ASAN and its auto-weighted training (Fine), bagging and
// merging (Ensemble), scores (Scores), figures (Pictures). Wang et al., Medical Image Analysis 77 (2022) 102362.
// It runs on generated hearts, or on a folder in the layout of MyoPS 2020: awsnet-pipeline --help has the options.
using System.CommandLine;
using System.Diagnostics;
using Awsnet.Components;
using Awsnet.Components.Samples;
using static Awsnet.Components.Samples.CheckedOption;

var output = Folder("--out", "Folder for all that is made; a stopped run in it is resumed. [default: artifacts/awsnet-pipeline]");
var data = Folder("--data", "Folder of MyoPS images, ID_C0.nii.gz, ID_DE.nii.gz and ID_T2.nii.gz. [default: generated hearts]");
var labels = Folder("--labels", "Folder of their annotations, ID_gd.nii.gz. [default: the same]");
var seed = Number("--seed", "Seed of everything random.", 1, 0, int.MaxValue);
var trained = Number("--hearts", "Generated hearts to train on; with --data all that are not kept for the scores.", 8, 2, 999);
var unseen = Number("--unseen", "Hearts that are kept for the scores.", 6, 1, 999);
var epochs = Number("--epochs", "Epochs of each network with fixed weights; the paper's are 200 of CASN and 150 of ASAN.", 40, 1, 999_999);
var auto = Number("--auto-epochs", "Auto-weighted epochs of an ASAN after them; the paper's are 50.", 4, 0, 999_999);
var candidates = Number("--candidates", "Candidates of each of those; the paper's K is 10.", 4, 1, 1024);
var members = Number("--members", "Pairs of ASANs that vote.", 3, 1, 999);
var root = new RootCommand("AWSnet: finds the left ventricle, then scar and edema in it, and scores both.")
{
    output, data, labels, seed, trained, unseen, epochs, auto, candidates, members,
};
return SampleRun.Of(root, args, "Stopped; what was trained is saved. The same command resumes it.", (parsed, cancellation) =>
{
    Run(parsed, cancellation);
    return 0;
});

void Run(ParseResult options, CancellationToken cancellation)
{
    var clock = Stopwatch.StartNew();
    string folder = options.GetValue(output) ?? Path.Combine("artifacts", "awsnet-pipeline");
    if (options.GetValue(labels) is { } alone && options.GetValue(data) is null)
        throw new ArgumentException($"--labels {alone}: hearts are generated with their labels; give the folder of images too, --data.");
    var plan = new Plan(folder, Of(seed), Of(epochs), Of(auto), Of(candidates), Of(members));
    SampleRun.CreateFolder("--out", folder);
    Heart[] hearts = Read(options, cancellation);
    int kept = Of(unseen), rest = hearts.Length - kept, judged = Math.Max(1, rest / 4);
    if (rest < 2)
        throw new ArgumentException($"--unseen keeps {kept} of {hearts.Length} hearts; leave two or more, to train on and to validate by.");
    var parts = DataSplit.ByCounts(hearts, heart => heart.Id, plan.Seed, kept, rest);
    // A heart without scar says little of a network that looks for it.
    Heart[] known = [.. parts[1].OrderByDescending(heart => heart.HasScar)];
    Heart[] validation = known[..judged], training = known[judged..];
    if (!training.Any(heart => heart.HasVentricle) || !validation.Any(heart => heart.HasVentricle))
        throw new ArgumentException("No heart to train on, or none to validate by, has an annotated left ventricle; change --data.");
    TrainedOn.Check(folder, $"seed {plan.Seed}", training.Select(Line), validation.Select(Line));
    Console.WriteLine($"Hearts: {training.Length} to train on, {validation.Length} to validate by, {kept} unseen.");

    using var casn = new Coarse(training, validation, plan, cancellation);
    using var scar = new Ensemble(MyoPsTarget.Scar, training, validation, plan, cancellation);
    using var injury = new Ensemble(MyoPsTarget.ScarAndEdema, training, validation, plan, cancellation);
    var scores = new Scores();
    foreach (Heart heart in parts[0])
    {
        cancellation.ThrowIfCancellationRequested();
        byte[] ventricle = casn.Ventricle(heart);
        short[] found = new short[ventricle.Length];
        // Injury = scar ∪ (scar and edema); edema = injury without scar.
        MyoPsLabels.Merge(scar.Vote(heart, ventricle), injury.Vote(heart, ventricle), found);
        scores.Add(heart, ventricle, found);
        Pictures.Write(Path.Combine(folder, $"{heart.Id}.png"), heart, ventricle, found);
    }
    scores.Write(folder);
    Console.WriteLine($"{clock.Elapsed.TotalSeconds:0} s; scores and pictures are in {folder}.");

    int Of(Option<int> option) => options.GetValue(option);

    static string Line(Heart heart) => TrainedOn.Line(heart.Id, heart.Sequences, heart.Labels);
}

Heart[] Read(ParseResult options, CancellationToken cancellation)
{
    ParallelQuery<Heart> hearts = options.GetValue(data) is { } folder
        ? MyoPsFolder.Open(folder, options.GetValue(labels), requireLabels: true).Cases.AsParallel().AsOrdered().Select(Heart.Read)
        : ParallelEnumerable.Range(0, options.GetValue(trained) + options.GetValue(unseen)).AsOrdered()
            .Select(index => Heart.Generated(options.GetValue(seed), index));
    return [.. hearts.WithCancellation(cancellation)];
}

/// <summary>How much is trained, and where it is kept.</summary>
internal sealed record Plan(string Folder, int Seed, int Epochs, int AutoEpochs, int Candidates, int Members)
{
    /// <summary>A seed of a network's own.</summary>
    public long SeedOf(int network, int member = 0) => (1000L * Seed) + (10 * member) + network;
}
