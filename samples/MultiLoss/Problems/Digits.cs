using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// Generated digits, few and noisy, are told apart by a network that is also to predict numbers that have nothing to do with them: the test
/// that Auto-Lambda (Liu et al. 2022) puts to itself. The useless task should be switched off.
/// </summary>
internal sealed class Digits : StepProblem
{
    private const int Side = 10, Hidden = 64, Noises = 10, Training = 400, Validation = 150, Test = 1000, Batch = 50;

    /// <summary>Seven segments, from the top clockwise, the middle last.</summary>
    private static readonly byte[] Segments =
        [0b0111111, 0b0000110, 0b1011011, 0b1001111, 0b1100110, 0b1101101, 0b1111101, 0b0000111, 0b1111111, 0b1101111];

    public override string Name => "digits";

    public override string Error => "digits mistaken, of 1";

    protected override IReadOnlyList<string> Losses { get; } = ["digit", "noise"];

    protected override int Steps => 1500;

    protected override IEnumerable<double[]> FixedPoints => from noise in new[] { 0, 0.1, 1, 10 } select new[] { 1, noise };

    protected override ITrial Start(long seed, bool isMerged = false) => new Trial(Losses, seed, isMerged);

    private sealed class Trial : ITrial
    {
        private readonly Sequential _trunk = nn.Sequential(nn.Linear(Side * Side, Hidden), nn.ReLU(), nn.Linear(Hidden, Hidden), nn.ReLU());
        private readonly Linear _digit = nn.Linear(Hidden, 10), _noise = nn.Linear(Hidden, Noises);
        private readonly Noise _order;
        private readonly (Tensor Images, Tensor Labels, Tensor Noise) _training, _validation, _test;

        public Trial(IReadOnlyList<string> names, long seed, bool isMerged)
        {
            Names = names;
            var noise = new Noise(seed);
            _training = Draw(noise, Training);
            _validation = Draw(noise, Validation);
            _test = Draw(noise, Test);
            _order = new Noise(seed + 7);
            if (isMerged)
                _training = (cat([_training.Images, _validation.Images]), cat([_training.Labels, _validation.Labels]),
                    cat([_training.Noise, _validation.Noise]));
            Parameters = [.. _trunk.parameters(), .. _digit.parameters(), .. _noise.parameters()];
        }

        public IReadOnlyList<string> Names { get; }

        public IReadOnlyList<Parameter> Parameters { get; }

        public IReadOnlyList<Parameter> Shared => [.. _trunk.parameters()];

        public double LearningRate => 2e-3;

        public Noise? Draws => _order;

        public Tensor[] Losses(int step)
        {
            Tensor chosen = tensor([.. _order.Shuffled((int)_training.Labels.shape[0]).Take(Batch).Select(index => (long)index)]);
            Tensor features = _trunk.call(_training.Images[chosen]);
            return
            [
                nn.functional.cross_entropy(_digit.call(features), _training.Labels[chosen]),
                nn.functional.mse_loss(_noise.call(features), _training.Noise[chosen]),
            ];
        }

        public Tensor ValidationLoss() => nn.functional.cross_entropy(_digit.call(_trunk.call(_validation.Images)), _validation.Labels);

        public double ValidationError() => ValidationLoss().item<float>();

        public double Error()
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            return _digit.call(_trunk.call(_test.Images)).argmax(1).ne(_test.Labels).to(ScalarType.Float64).mean().item<double>();
        }

        public void Dispose()
        {
            _trunk.Dispose();
            _digit.Dispose();
            _noise.Dispose();
        }

        private static (Tensor, Tensor, Tensor) Draw(Noise noise, int count)
        {
            float[] images = new float[count * Side * Side];
            long[] labels = new long[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (int)(noise.Uniform() * 10);
                Paint(images.AsSpan(i * Side * Side, Side * Side), Segments[labels[i]], top: (int)(noise.Uniform() * 2),
                    left: (int)(noise.Uniform() * 4));
            }
            for (int i = 0; i < images.Length; i++)
                images[i] += (float)(0.35 * noise.Normal());
            float[] targets = [.. Enumerable.Range(0, count * Noises).Select(_ => (float)(2 * noise.Normal()))];
            return (Tensors.Owned(images).reshape(count, Side * Side), tensor(labels), Tensors.Owned(targets).reshape(count, Noises));
        }

        /// <summary>Strokes of four pixels on a field of five by nine.</summary>
        private static void Paint(Span<float> image, byte segments, int top, int left)
        {
            for (int k = 0; k <= 4; k++)
            {
                if ((segments & 1) != 0) image[top * Side + left + k] = 1;
                if ((segments & 2) != 0) image[(top + k) * Side + left + 4] = 1;
                if ((segments & 4) != 0) image[(top + 4 + k) * Side + left + 4] = 1;
                if ((segments & 8) != 0) image[(top + 8) * Side + left + k] = 1;
                if ((segments & 16) != 0) image[(top + 4 + k) * Side + left] = 1;
                if ((segments & 32) != 0) image[(top + k) * Side + left] = 1;
                if ((segments & 64) != 0) image[(top + 4) * Side + left + k] = 1;
            }
        }
    }
}
