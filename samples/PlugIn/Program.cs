// What gate, deep supervision and the controller add to a plain U-Net: on breast ultrasound (the paper's Table 10, Fig. 10)
// or on cine MR of the heart (Table 9, Fig. 9); and one network in 3-D on whole stacks of the heart.
// plug-in busi|acdc|volumes [--data DIR]; plug-in --help has the rest.
using System.CommandLine;
using System.Globalization;
using Awsnet.Components;
using Awsnet.Components.Samples;
using static Awsnet.Components.Samples.CheckedOption;

var name = new Argument<string>("busi|acdc|volumes")
{
    Description = "Lesions in breast ultrasound; ventricles and myocardium in cine MR, slice by slice or in 3-D.",
};
name.Among("busi", "acdc", "volumes");
var data = Folder("--data", "Folder in the layout of BUSI or ACDC. [default: generated cases]");
var output = Folder(
    "--out", "Folder for networks, tables and pictures; resumes a stopped run that it holds. [default: artifacts/plug-in/NAME]");
var widths = new Option<string>("--widths")
{
    HelpName = "A,B,…",
    Description = "Features per level; the paper's are 32,64,128,256,512. [default: 12,24,48,96; volumes: 8,16,32,64]",
};
widths.Accept(
    text => text.Split(',') is { Length: >= 3 and <= 7 } levels
        && levels.All(level => int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out int features)
            && features is >= 1 and <= 4096),
    "3 to 7 whole numbers, 1 to 4096, joined by commas");
var cases = Number("--cases", "Cases that are generated where --data is left out.", 20, 1, 9999);
var size = new Option<int?>("--size") { HelpName = "N", Description = "Side of the network's input in pixels. [default: 96; volumes: 64]" };
size.Within(1, 4096);
var epochs = new Option<int?>("--epochs")
{
    HelpName = "N",
    Description = "Epochs of every arm; the paper trains 300 on BUSI and 450 on ACDC. [default: 30; volumes: 15]",
};
epochs.Within(1, 999_999);
var auto = Number("--auto-epochs", "How many of them the controller has.", 6, 0, 999_999);
var candidates = Number("--candidates", "Candidates of each of those; the paper's K is 10.", 4, 1, 1024);
var batch = Number("--batch-size", "Slices per step; the paper's is 16.", 8, 1, 4096);
var seed = Number("--seed", "Seed of everything random.", 1, 0, int.MaxValue);
var seeds = Number("--seeds", "Repetitions with the seeds from --seed on, each with a split of its own; not for volumes.", 1, 1, 999);
var root = new RootCommand(
    "Trains a plain U-Net and the same with gate, deep supervision and found weights, and scores them on unseen cases.")
{
    name, data, output, cases, size, widths, epochs, auto, candidates, batch, seed, seeds,
};
return SampleRun.Of(root, args, "Stopped; what was trained is saved. Run the same command again to resume.", (parsed, cancellation) =>
{
    int Of(Option<int> option) => parsed.GetValue(option);
    string study = parsed.GetRequiredValue(name), folder = parsed.GetValue(output) ?? Path.Combine("artifacts", "plug-in", study);
    // A folder for each set, in which no earlier set has left more cases.
    string images = parsed.GetValue(data) ?? Path.Combine(folder, "generated", $"{study}-{Of(cases)}-seed-{Of(seed)}");
    bool isVolumes = study == "volumes";
    if (isVolumes && Of(seeds) > 1)
        throw new ArgumentException("--seeds repeats busi and acdc; volumes has one seed: --seed.");
    string features = parsed.GetValue(widths) ?? (isVolumes ? "8,16,32,64" : "12,24,48,96");
    int side = parsed.GetValue(size) ?? (isVolumes ? 64 : 96), rounds = parsed.GetValue(epochs) ?? (isVolumes ? 15 : 30);
    if (!isVolumes && Of(auto) > rounds)
        throw new ArgumentException($"--auto-epochs is {Of(auto)} of {rounds} --epochs; give 0 to {rounds}.");
    SampleRun.CreateFolder("--out", folder);
    if (parsed.GetValue(data) is null && study == "busi")
        PhantomFiles.WriteBusi(images, Of(cases), Of(seed), cancellation: cancellation);
    else if (parsed.GetValue(data) is null)
        PhantomFiles.WriteAcdc(images, Of(cases), Of(seed), cancellation: cancellation);
    int[] perLevel = [.. features.Split(',').Select(level => int.Parse(level, CultureInfo.InvariantCulture))];
    var plan = new Plan(side, perLevel, rounds, Of(auto), Of(candidates), Of(batch), Of(seed));
    if (isVolumes)
        new StackExperiment(Study.Acdc(images), plan, folder).Run(cancellation);
    else
        new Experiment(study == "busi" ? Study.Busi(images) : Study.Acdc(images), plan, folder).Run(Of(seeds), cancellation);
    return 0;
});
