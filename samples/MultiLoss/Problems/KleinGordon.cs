using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// The Klein-Gordon equation (Wang, Teng and Perdikaris 2021): u_tt − u_xx + u³ = f, u = x cos(5πt) + (xt)³ on [0, 1]², with its boundary
/// values and with its initial values and speeds.
/// </summary>
internal sealed class KleinGordon : Pinn
{
    private const double W = 5 * Math.PI;

    public override string Name => "klein-gordon";

    protected override IReadOnlyList<string> Losses { get; } = ["residual", "boundary", "initial value", "initial speed"];

    protected override int Inputs => 2;

    protected override int Width => 48;

    protected override Tensor Solution(Tensor points)
    {
        Tensor x = points.select(1, 0), t = points.select(1, 1);
        return x * (W * t).cos() + (x * t).pow(3);
    }

    protected override Tensor[] Terms(Func<Tensor, Tensor> network, Noise noise)
    {
        Tensor points = Inside(noise, 128).requires_grad_();
        Tensor u = network(points), slope = Slope(u, points);
        Tensor xx = Slope(slope.select(1, 0), points).select(1, 0), tt = Slope(slope.select(1, 1), points).select(1, 1);
        Tensor sides = cat([Side(noise, 32, 0, 0), Side(noise, 32, 0, 1)]);
        Tensor start = Side(noise, 32, 1, 0).requires_grad_();
        Tensor first = network(start);
        return
        [
            MeanSquare(tt - xx + u.pow(3) - Source(points)),
            MeanSquare(network(sides) - Solution(sides)),
            MeanSquare(first - start.select(1, 0)),
            MeanSquare(Slope(first, start).select(1, 1)),
        ];
    }

    private Tensor Source(Tensor points)
    {
        using var frozen = no_grad();
        Tensor x = points.select(1, 0), t = points.select(1, 1);
        Tensor tt = -W * W * x * (W * t).cos() + 6 * x.pow(3) * t, xx = 6 * x * t.pow(3);
        return tt - xx + Solution(points).pow(3);
    }
}
