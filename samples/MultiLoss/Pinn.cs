using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>A physics-informed network: what the problems on differential equations share.</summary>
internal abstract class Pinn : StepProblem
{
    public override string Error => "relative L2 error of the solution";

    protected override int Steps => 2000;

    /// <summary>Weights of the residual and of each other loss over decades.</summary>
    protected override IEnumerable<double[]> FixedPoints =>
        from other in new[] { 1, 10, 100, 1000 } select Losses.Select((_, index) => index == 0 ? 1.0 : other).ToArray();

    protected abstract int Inputs { get; }

    protected abstract int Width { get; }

    /// <summary>The solution at points [N, inputs] of the unit cube.</summary>
    protected abstract Tensor Solution(Tensor points);

    /// <summary>The losses of a network on points drawn from the noise, in the order of the names.</summary>
    protected abstract Tensor[] Terms(Func<Tensor, Tensor> network, Noise noise);

    protected override ITrial Start(long seed, bool isMerged = false) => new Trial(this, seed, isMerged);

    /// <summary>Points drawn evenly from the unit cube.</summary>
    protected Tensor Inside(Noise noise, int count) =>
        Tensors.Owned([.. Enumerable.Range(0, count * Inputs).Select(_ => (float)noise.Uniform())]).reshape(count, Inputs);

    /// <summary>The same, with one coordinate held.</summary>
    protected Tensor Side(Noise noise, int count, int axis, double value)
    {
        Tensor points = Inside(noise, count);
        points.select(1, axis).fill_(value);
        return points;
    }

    /// <summary>∂u/∂x for each input x, [N, inputs], on the graph.</summary>
    protected static Tensor Slope(Tensor values, Tensor points) =>
        autograd.grad([values.sum()], [points], retain_graph: true, create_graph: true)[0];

    protected static Tensor MeanSquare(Tensor residual) => residual.square().mean();

    private sealed class Trial : ITrial
    {
        private const int Sensors = 20, Stretch = 4;
        private readonly Pinn _problem;
        private readonly Sequential _network;
        private readonly Noise _noise;
        private readonly Tensor _sensors, _values, _test;
        private readonly bool _isMerged;

        public Trial(Pinn problem, long seed, bool isMerged)
        {
            _problem = problem;
            _isMerged = isMerged;
            _noise = new Noise(seed);
            manual_seed(seed);
            int width = problem.Width;
            _network = nn.Sequential(nn.Linear(problem.Inputs, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1));
            _sensors = problem.Inside(_noise, Sensors);
            _values = problem.Solution(_sensors);
            _test = problem.Inside(new Noise(seed + 1_000_003), 2000);
            Names = isMerged ? [.. problem.Losses, "sensors"] : problem.Losses;
            Parameters = [.. _network.parameters()];
        }

        public IReadOnlyList<string> Names { get; }

        public IReadOnlyList<Parameter> Parameters { get; }

        public double LearningRate => 5e-3;

        public Noise? Draws => _noise;

        public Tensor[] Losses(int step)
        {
            Tensor[] terms = _problem.Terms(Solve, _noise);
            return _isMerged ? [.. terms, ValidationLoss()] : terms;
        }

        public Tensor ValidationLoss() => MeanSquare(Solve(_sensors) - _values);

        public double ValidationError() => ValidationLoss().item<float>();

        public double Error()
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            Tensor truth = _problem.Solution(_test);
            return ((Solve(_test) - truth).norm() / truth.norm()).item<float>();
        }

        public void Dispose() => _network.Dispose();

        /// <summary>The unit cube stretched, so that the first layer's waves are as short as the solution's.</summary>
        private Tensor Solve(Tensor points) => _network.call((2 * points - 1) * Stretch).squeeze(1);
    }
}
