using Awsnet.Components;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

// README of Awsnet.Components.PixelAttentionGate: class GatedUNet
