// Finds lesions in generated ultrasound images: gated, deeply supervised U-Net; the weights of its losses are found while it trains,
// with --workers N by candidates in N processes.
using Awsnet.Components;
using static TorchSharp.torch;

const int Size = 64, Training = 40, Validation = 12, BatchSize = 8;
var shape = new AsanOptions { InputChannels = 1, Classes = 2, Widths = [8, 16, 32, 64], Heads = 3 };

(float[] Image, byte[] Mask) Read(int index)
{
    UltrasoundPhantomCase scan = UltrasoundPhantom.Generate(seed: 1, index);
    var toNetwork = GridMapping.Region(
        scan.Height, scan.Width, PixelBox.Centered(scan.Height, scan.Width, scan.Height, scan.Width).Square(), Size, Size);
    var (image, mask) = (new float[Size * Size], new byte[Size * Size]);
    toNetwork.ImageToNetwork(Array.ConvertAll(scan.Image, pixel => pixel / 255f), image, Resampling.Area);
    foreach (byte[] lesion in scan.Masks) toNetwork.LabelsToNetwork<byte>(lesion, mask);
    return (image, mask);
}

TensorBatch Batch(IEnumerable<(float[] Image, byte[] Mask)> scans) => new(
    tensor(scans.SelectMany(scan => scan.Image).ToArray(), [scans.Count(), 1, Size, Size]),
    tensor(scans.SelectMany(scan => scan.Mask, (_, label) => (long)label).ToArray(), [scans.Count(), Size, Size]));

var scans = Enumerable.Range(0, Training + Validation).AsParallel().AsOrdered().Select(Read).ToArray();
using TensorBatch validation = Batch(scans[Training..]);
var task = Asan.CreateTask(
    batches: seed => scans[..Training].Chunk(BatchSize).Select(Batch),
    batchesPerEpoch: Training / BatchSize,
    evaluate: (network, _) =>
    {
        using var dice = new ValidationDice([("lesion", [1])]);
        dice.Update(network.Predict(validation.Input), validation.Target);
        return dice.Compute();
    },
    shape) with
{ EpochEnded = (_, at) => Console.WriteLine($"epoch {at.Epoch + 1}: loss {at.Loss:0.000}, Dice {at.Evaluation?.Reward:0.000}") };

// 20 epochs with equal weights, then 4 in which the controller tries 4 candidates each and adopts the best.
int workers = args is ["--workers", var number] ? int.Parse(number) : 0;
var search = new WeightSearchOptions { Candidates = 4, Parallelism = Math.Max(workers, 1) };
var plan = new TrainingOptions { FixedEpochs = 20, AutoEpochs = 4, Seed = 1, ClipGradientNorm = 12, Search = search };
if (CandidateProcess.TryRun(() => new TorchTrainable<DeepSupervisedUNet, TensorBatch>(task, plan), out int exitCode))
    return exitCode;
using var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(task, plan, Asan.CreateController(heads: shape.Heads),
    candidates: workers == 0 ? null : local => new CandidateProcesses<TorchSnapshot>(local, Directory.CreateTempSubdirectory().FullName));
TrainingOutcome outcome = run.Run();
Console.WriteLine($"Dice on {Validation} validation images: {outcome.Best?.Reward:0.000}, with the weights {outcome.Weights}.");
return 0;
