using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

/// <summary>A small network with two heads, batch normalization and, if wished, dropout: [N, 1, H, W] to two times [N, 2, H, W].</summary>
internal sealed class TwoHeadNet : nn.Module<Tensor, (Tensor Coarse, Tensor Fine)>
{
    internal const int Convolutions = 4;

    private readonly Conv2d first;
    private readonly BatchNorm2d normal;
    private readonly Conv2d second;
    private readonly Conv2d coarse;
    private readonly Conv2d fine;
    private readonly Dropout? drop;

    internal TwoHeadNet(int width = 4, double dropout = 0) : base(nameof(TwoHeadNet))
    {
        first = nn.Conv2d(1, width, kernel_size: 3L, padding: 1L);
        normal = nn.BatchNorm2d(width);
        second = nn.Conv2d(width, width, kernel_size: 3L, padding: 1L);
        coarse = nn.Conv2d(width, 2, kernel_size: 1L);
        fine = nn.Conv2d(width, 2, kernel_size: 1L);
        drop = dropout > 0 ? nn.Dropout(dropout) : null;
        RegisterComponents();
    }

    public override (Tensor Coarse, Tensor Fine) forward(Tensor input)
    {
        Tensor feature = nn.functional.relu(normal.call(first.call(input)));
        if (drop is not null)
            feature = drop.call(feature);
        return (coarse.call(feature), fine.call(nn.functional.relu(second.call(feature))));
    }
}
