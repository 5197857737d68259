using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Awsnet.Components.Tests;

/// <summary>The same network with the gate dropped in.</summary>
internal sealed class GatedForeignUNet : Module<Tensor, Tensor>
{
    private readonly Sequential down1 = ForeignUNet.Stage(1, 16), down2 = ForeignUNet.Stage(16, 32), bottom = ForeignUNet.Stage(32, 64);
    private readonly ConvTranspose2d up2 = ConvTranspose2d(64, 32, 2L, stride: 2L), up1 = ConvTranspose2d(32, 16, 2L, stride: 2L);
    private readonly Sequential join2 = ForeignUNet.Stage(64, 32), join1 = ForeignUNet.Stage(32, 16);
    private readonly Conv2d head = Conv2d(16, 2, 1L);
    private readonly PixelAttentionGate gate = new(new() { SkipChannels = 16, GateChannels = 16 });

    public GatedForeignUNet() : base(nameof(GatedForeignUNet)) => RegisterComponents();

    public override Tensor forward(Tensor image)
    {
        using var scope = NewDisposeScope();
        Tensor skip1 = down1.call(image);
        Tensor skip2 = down2.call(functional.max_pool2d(skip1, 2L));
        Tensor x = up2.call(bottom.call(functional.max_pool2d(skip2, 2L)));
        x = join2.call(cat([skip2, x], 1));
        x = up1.call(x);
        x = join1.call(cat([gate.call(skip1, x), x], 1));   // was cat([skip1, x], 1)
        return head.call(x).MoveToOuterDisposeScope();
    }
}
