using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// Helmholtz's equation in two dimensions (Wang, Teng and Perdikaris 2021): Δu + u = q, u = sin(a₁πx) sin(a₂πy) on [−1, 1]² with a₁ = 1 and
/// a₂ = 4, 0 on all sides.
/// </summary>
internal sealed class Helmholtz : Pinn
{
    private const double A1 = Math.PI, A2 = 4 * Math.PI;

    public override string Name => "helmholtz";

    protected override IReadOnlyList<string> Losses { get; } = ["residual", "boundary"];

    protected override int Inputs => 2;

    protected override int Width => 48;

    protected override Tensor Solution(Tensor points) => (A1 * X(points)).sin() * (A2 * Y(points)).sin();

    protected override Tensor[] Terms(Func<Tensor, Tensor> network, Noise noise)
    {
        Tensor points = Inside(noise, 128).requires_grad_();
        Tensor u = network(points), slope = Slope(u, points);
        // The unit square stands for [−1, 1]², so each derivative counts half.
        Tensor laplacian = (Slope(slope.select(1, 0), points).select(1, 0) + Slope(slope.select(1, 1), points).select(1, 1)) / 4;
        Tensor source = (1 - A1 * A1 - A2 * A2) * Solution(points);
        Tensor sides = cat([Side(noise, 16, 0, 0), Side(noise, 16, 0, 1), Side(noise, 16, 1, 0), Side(noise, 16, 1, 1)]);
        return [MeanSquare(laplacian + u - source), MeanSquare(network(sides))];
    }

    private static Tensor X(Tensor points) => 2 * points.select(1, 0) - 1;

    private static Tensor Y(Tensor points) => 2 * points.select(1, 1) - 1;
}
