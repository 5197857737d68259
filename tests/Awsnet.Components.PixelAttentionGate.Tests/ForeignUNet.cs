using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Awsnet.Components.Tests;

/// <summary>Somebody else's U-Net: two poolings, no gates, nothing of ours in it.</summary>
internal sealed class ForeignUNet : Module<Tensor, Tensor>
{
    private readonly Sequential down1 = Stage(1, 16), down2 = Stage(16, 32), bottom = Stage(32, 64);
    private readonly ConvTranspose2d up2 = ConvTranspose2d(64, 32, 2L, stride: 2L), up1 = ConvTranspose2d(32, 16, 2L, stride: 2L);
    private readonly Sequential join2 = Stage(64, 32), join1 = Stage(32, 16);
    private readonly Conv2d head = Conv2d(16, 2, 1L);

    public ForeignUNet() : base(nameof(ForeignUNet)) => RegisterComponents();

    public override Tensor forward(Tensor image)
    {
        using var scope = NewDisposeScope();
        Tensor skip1 = down1.call(image);
        Tensor skip2 = down2.call(functional.max_pool2d(skip1, 2L));
        Tensor x = up2.call(bottom.call(functional.max_pool2d(skip2, 2L)));
        x = join2.call(cat([skip2, x], 1));
        x = up1.call(x);
        x = join1.call(cat([skip1, x], 1));
        return head.call(x).MoveToOuterDisposeScope();
    }

    internal static Sequential Stage(long from, long to) => Sequential(Conv2d(from, to, 3L, padding: 1L), BatchNorm2d(to), ReLU());
}
