using Awsnet.Components;
using static TorchSharp.torch;

manual_seed(1);
string folder = Directory.CreateTempSubdirectory().FullName;

// Train: noisy images of three channels with a bright square.
const int Size = 32, batchesPerEpoch = 4;
var small = new AsanOptions { InputChannels = 3, Classes = 2, Widths = [4, 8, 8, 8, 8] };
var plan = Asan.PaperTraining with { FixedEpochs = 2, AutoEpochs = 1, Search = new() { Candidates = 2 } };
Func<long, IEnumerable<TensorBatch>> trainingBatches = seed => Enumerable.Range(0, batchesPerEpoch).Select(index => Batch(seed + index));
Func<DeepSupervisedUNet, CancellationToken, Evaluation> evaluate = (network, _) =>
{
    using var dice = new ValidationDice([("square", [1])]);
    using var batch = Batch(99);
    dice.Update(network.Predict(batch.Input), batch.Target);
    return dice.Compute();
};
// README of Awsnet.Components: Asan.CreateTask(
Console.WriteLine($"trained: {training.SearchedEpochs.Count} searched epoch of {training.SearchedEpochs[0].Candidates.Length} candidates");

// Predict: the ventricle, and scar and edema inside it.
using var scope = NewDisposeScope();
using var locate = Casn.CreateNetwork(new CasnOptions { Widths = [2, 2, 2] });
using var segment = Casn.CreateNetwork(new CasnOptions { Widths = [2, 2, 2] });
using var test = Batch(100);
Tensor images = test.Input, scarLabels = training.Network.Predict(images).argmax(1), scarAndEdemaLabels = test.Target;
// README of Awsnet.Components: Asan.Merge(
Console.WriteLine($"predicted: ventricle [{string.Join(", ", casn.Ventricle.shape)}], pathology [{string.Join(", ", pathology.shape)}]");

// Vote: three members over the first image.
byte[] truth = Bytes(test.Target[0]);
byte[][] members = [truth, Bytes(scarLabels[0]), truth];
byte[] labels = new byte[truth.Length];
float[] agreement = new float[truth.Length], entropy = new float[truth.Length];
int pixels = truth.Length;
// README of Awsnet.Components.BaggingEnsemble: vote.Compute<byte>(labels)
Console.WriteLine($"voted: two of three outvote the third: {labels.AsSpan().SequenceEqual(truth)}");

// Score.
var score = SegmentationMetrics.Evaluate(
    Array.ConvertAll(labels, label => label == 1), Array.ConvertAll(truth, label => label == 1), MaskGrid.Plane(Size, Size));
Console.WriteLine($"scored: Dice {score.Overlap.Dice:F1}, HD {score.Surface.HausdorffMm:F1} mm");

// Paint.
string picture = Path.Combine(folder, "vote.png");
RasterImage.FromGray8(Size, Size, labels).Write(picture);
RasterImage read = RasterImage.Read(picture);
Console.WriteLine($"painted: {read.Width} x {read.Height} pixels, as before: {read.ToLabels().SequenceEqual(labels)}");
Directory.Delete(folder, recursive: true);

static byte[] Bytes(Tensor labels) => Array.ConvertAll(labels.to(ScalarType.Int64).data<long>().ToArray(), label => (byte)label);

static TensorBatch Batch(long seed)
{
    using var scope = NewDisposeScope();
    using var generator = new Generator((ulong)seed);
    Tensor labels = zeros([4, Size, Size], ScalarType.Int64);
    for (int image = 0; image < 4; image++)
        labels[image].narrow(0, 4 + (seed + (5 * image)) % 16, 10).narrow(1, 4 + (seed * 3 + (7 * image)) % 16, 10).fill_(1);
    Tensor noise = randn([4, 3, Size, Size], generator: generator) * 0.3;
    return new TensorBatch((noise + labels.unsqueeze(1)).MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
}
