using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>Poisson's equation in one dimension: u″ = f on [0, 1], u = sin(4πx), 0 at both ends.</summary>
internal sealed class Poisson : Pinn
{
    private const double K = 4 * Math.PI;

    public override string Name => "poisson";

    protected override IReadOnlyList<string> Losses { get; } = ["residual", "boundary"];

    protected override int Inputs => 1;

    protected override int Width => 32;

    protected override Tensor Solution(Tensor points) => (K * points.select(1, 0)).sin();

    protected override Tensor[] Terms(Func<Tensor, Tensor> network, Noise noise)
    {
        Tensor x = Inside(noise, 64).requires_grad_();
        Tensor second = Slope(Slope(network(x), x), x).select(1, 0);
        Tensor ends = network(Tensors.Owned([0, 1]).reshape(2, 1));
        return [MeanSquare(second + K * K * Solution(x)), MeanSquare(ends)];
    }
}
