using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// A linear regression of few noisy samples with two auxiliary tasks that share its weights: one has the same solution, the other a
/// different one. Which is which has to be found out.
/// </summary>
internal sealed class Auxiliary : StepProblem
{
    private const int Features = 20, MainSamples = 15, AuxiliarySamples = 100, ValidationSamples = 30;

    public override string Name => "auxiliary";

    public override string Error => "squared distance from the true weights";

    protected override IReadOnlyList<string> Losses { get; } = ["main", "helpful", "harmful"];

    protected override int Steps => 1500;

    protected override IEnumerable<double[]> FixedPoints =>
        from helpful in new[] { 0, 0.1, 1, 10 } from harmful in new[] { 0, 0.1, 1, 10 } select new[] { 1, helpful, harmful };

    protected override ITrial Start(long seed, bool isMerged = false) => new Trial(Losses, new Noise(seed), isMerged);

    private sealed class Trial : ITrial
    {
        private readonly Parameter _weights = new(zeros(Features));
        private readonly Tensor _truth;
        private readonly (Tensor Input, Tensor Target)[] _tasks;
        private readonly (Tensor Input, Tensor Target) _validation;

        public Trial(IReadOnlyList<string> names, Noise noise, bool isMerged)
        {
            Names = names;
            _truth = Normal(noise, Features) / Math.Sqrt(Features);
            Tensor other = 1.5 * Normal(noise, Features) / Math.Sqrt(Features);
            var main = Samples(noise, MainSamples, _truth, 0.3);
            _tasks = [main, Samples(noise, AuxiliarySamples, _truth, 0.5), Samples(noise, AuxiliarySamples, other, 0.5)];
            _validation = Samples(noise, ValidationSamples, _truth, 0.3);
            if (isMerged)
                _tasks[0] = (cat([main.Input, _validation.Input]), cat([main.Target, _validation.Target]));
        }

        public IReadOnlyList<string> Names { get; }

        public IReadOnlyList<Parameter> Parameters => [_weights];

        public double LearningRate => 0.01;

        public Tensor[] Losses(int step) => [.. _tasks.Select(MeanSquare)];

        public Tensor ValidationLoss() => MeanSquare(_validation);

        public double ValidationError() => MeanSquare(_validation).item<float>();

        public double Error() => (_weights - _truth).square().sum().item<float>();

        public void Dispose() => _weights.Dispose();

        private Tensor MeanSquare((Tensor Input, Tensor Target) task) => (task.Input.mv(_weights) - task.Target).square().mean();

        private static (Tensor Input, Tensor Target) Samples(Noise noise, int count, Tensor solution, double deviation)
        {
            Tensor input = Normal(noise, count * Features).reshape(count, Features);
            return (input, input.mv(solution) + deviation * Normal(noise, count));
        }
    }

    private static Tensor Normal(Noise noise, int count) =>
        Tensors.Owned([.. Enumerable.Range(0, count).Select(_ => (float)noise.Normal())]);
}
