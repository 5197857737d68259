namespace Awsnet.Components.Tests;

/// <summary>Errors say what was given, what was expected and what to do.</summary>
public class SlidingWindowRefusalTests
{
    private static readonly SlidingWindowOptions Small = new() { WindowSize = [8] };

    [Fact]
    public void Options_out_of_range()
    {
        Refused(Small with { WindowSize = [] }, "WindowSize is []; give 1 size for all axes or one for each*");
        Refused(Small with { WindowSize = [8, -1] }, "WindowSize is [8, -1];*");
        Refused(Small with { Overlap = [1] }, "Overlap is [1]; give 1 share for all axes or one for each, 0 to below 1.");
        Refused(Small with { Overlap = [0.5, -0.1] }, "Overlap is [0.5, -0.1];*");
        Refused(Small with { Overlap = [double.NaN] }, "Overlap is [NaN];*");
        Refused(Small with { SigmaScale = 0 }, "SigmaScale is 0;*");
        Refused(Small with { BatchSize = 0 }, "BatchSize is 0; give 1 or more.");
        Refused(Small with { Blending = (WindowBlending)7 }, "Blending is 7;*");
        Refused(Small with { Padding = (PaddingModes)7 }, "Padding is 7;*");
        Refused(Small with { PaddingValue = double.NaN }, "PaddingValue is NaN;*");
        Refused(Small with { MirrorAxes = [0, 0] }, "MirrorAxes is [0, 0]; name each spatial axis at most once*");
        Refused(Small with { MirrorAxes = [3] }, "MirrorAxes is [3];*");
        Refused(Small with { Threshold = double.NaN }, "Threshold is NaN;*");
        Refused(Small with { LabelType = ScalarType.Float32 }, "LabelType is Float32; give Byte, Int16, Int32 or Int64.");

        static void Refused(SlidingWindowOptions options, string message) =>
            Refusal.Refused(() => new SlidingWindowInference(options), message);
    }

    [Fact]
    public void Images_that_do_not_fit()
    {
        Refused(Small, zeros(1, 8, 8), "The image is [1, 8, 8]; expected [N, C, H, W] or [N, C, D, H, W]*");
        Refused(Small, zeros(1, 1, 0, 8), "The image is [1, 1, 0, 8];*");
        Refused(Small with { WindowSize = [8, 8, 8] }, zeros(1, 1, 8, 8), "WindowSize has 3 entries but the image is [1, 1, 8, 8];*");
        Refused(Small with { Overlap = [0, 0] }, zeros([1, 1, 8, 8, 8]), "Overlap has 2 entries but*give 1 for all axes or 3.");
        Refused(Small with { MirrorAxes = [2] }, zeros(1, 1, 8, 8), "MirrorAxes is [2] but the image is [1, 1, 8, 8];*");
        Refused(Small with { Padding = PaddingModes.Reflect }, zeros(1, 1, 3, 8),
            "WindowSize is 8 where the image has 3 pixels; Reflect padding reaches no further than 2 on each side. Take a window of at " +
            "most 7, or Padding Constant or Replicate.");
        Refused(Small with { Padding = PaddingModes.Circular }, zeros(1, 1, 2, 8), "*Take a window of at most 6*");

        static void Refused(SlidingWindowOptions options, Tensor image, string message) =>
            Refusal.Refused(() => new SlidingWindowInference(options).Predict(Sliding.Network, image), message);
    }

    [Fact]
    public void Networks_in_training_mode()
    {
        using var module = nn.ReLU();
        module.train();
        Refused(() => Sliding.By(4).Predict(module, zeros(1, 1, 8, 8)), "The network is in training mode*call eval() first.*");
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        FluentActions.Invoking(() => Sliding.By(4).PredictLabels(network, zeros(1, 2, 8, 8))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void What_a_network_may_not_return()
    {
        Tensor image = zeros(1, 1, 12, 12);
        Refused(windows => windows.narrow(2, 0, 4),
            "The network returned [1, 1, 4, 8] for windows [1, 1, 8, 8]; expected [1, channels, 8, 8].*");
        Refused(windows => windows.squeeze(1), "The network returned [1, 8, 8] for windows*");
        Refused(windows => windows.to(ScalarType.Int64), "The network returned Int64; expected floating-point numbers*");
        Refused(_ => null!, "The network returned null;*");
        Refused(windows => full_like(windows, double.NaN), "The network returned not-a-number for the window at [0, 0] of image 0;*");
        image[0, 0, 11, 11] = float.NaN;
        Refused(windows => windows * 2,
            "The network returned not-a-number for the window at [4, 4] of image 0; check its weights, and the " +
            "image there.");
        int calls = 0;
        Refused(windows => ones(1, ++calls, 8, 8), "The network returned 2 channels for the window at [0, 4] of image 0 and 1 before;*");

        Refusal.Refused(() => Sliding.By(8).PredictLabels(_ => zeros(1, 257, 8, 8), image),
            "The network returned 257 classes but LabelType Byte holds 256; take a wider one.");

        void Refused(Func<Tensor, Tensor> network, string message)
        {
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            Refusal.Refused<InvalidOperationException>(() => Sliding.By(8).Predict(network, image), message);
            DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
        }
    }
}
