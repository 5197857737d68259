using Awsnet.Components;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>The same network with the field and the line that the README shows.</summary>
internal sealed class GatedForeignUNet : Module<Tensor, Tensor>
{
    private readonly Sequential down1 = ForeignUNet.Stage(1, 16), down2 = ForeignUNet.Stage(16, 32), bottom = ForeignUNet.Stage(32, 64);
    private readonly ConvTranspose2d up2 = ConvTranspose2d(64, 32, 2L, stride: 2L), up1 = ConvTranspose2d(32, 16, 2L, stride: 2L);
    private readonly Sequential join2 = ForeignUNet.Stage(64, 32), join1 = ForeignUNet.Stage(32, 16);
    private readonly Conv2d head = Conv2d(16, 2, 1L);
    // README of Awsnet.Components.PixelAttentionGate: private readonly PixelAttentionGate gate

    public GatedForeignUNet() : base(nameof(GatedForeignUNet)) => RegisterComponents();

    // README of Awsnet.Components.PixelAttentionGate: gate.call(skip1, x)
}
