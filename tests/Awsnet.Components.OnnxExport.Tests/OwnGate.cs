using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

/// <summary>A gate as a user might have one: σ(BN(conv(feature))) · skip, the convolution in two groups and without bias.</summary>
internal sealed class OwnGate : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Conv2d convolution;
    private readonly BatchNorm2d normalization;

    private OwnGate(SkipConnection skip) : base(nameof(OwnGate))
    {
        convolution = nn.Conv2d(skip.GateChannels, skip.SkipChannels, kernel_size: 3L, padding: 2L, dilation: 2L, groups: 2L, bias: false);
        normalization = nn.BatchNorm2d(skip.SkipChannels);
        RegisterComponents();
    }

    public static nn.Module<Tensor, Tensor, Tensor> Create(SkipConnection skip) => new OwnGate(skip);

    public Conv2d Convolution => convolution;

    public BatchNorm2d Normalization => normalization;

    public override Tensor forward(Tensor skip, Tensor feature)
    {
        using var scope = NewDisposeScope();
        return (normalization.call(convolution.call(feature)).sigmoid() * skip).MoveToOuterDisposeScope();
    }
}
