namespace Awsnet.Components.Tests;

public class SlidingWindowTests
{
    [Fact]
    public void Two_windows_blended_by_hand()
    {
        using var scope = NewDisposeScope();
        // Windows of 3 on 4 pixels, overlap 0.5: step 1, starts 0 and 1. The network says 1 for its first window and 4 for its second.
        // Constant: 1, (1 + 4) / 2, (1 + 4) / 2, 4. Gaussian with sigma 1: weights a, 1, a with a = exp(-1/2) along the axis, so
        // pixel 1 has (1 x 1 + 4 a) / (1 + a), pixel 2 (1 a + 4 x 1) / (a + 1). The other axis is one window: it cancels out.
        double a = Math.Exp(-0.5);
        Blended(WindowBlending.Constant).Should().Equal([1f, 2.5f, 2.5f, 4f]);
        Blended(WindowBlending.Gaussian).Zip([1, (1 + 4 * a) / (1 + a), (a + 4) / (a + 1), 4]).Should()
            .OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6);

        float[] Blended(WindowBlending blending)
        {
            int call = 0;
            var inference = new SlidingWindowInference(
                new() { WindowSize = [1, 3], Overlap = [0.5], Blending = blending, SigmaScale = 1.0 / 3 });
            return [.. inference.Predict(windows => full_like(windows, call++ == 0 ? 1 : 4), zeros(1, 1, 1, 4)).data<float>()];
        }
    }

    [Theory]
    [InlineData(2, 1, 33, 21)]
    [InlineData(1, 2, 9, 14, 20)]
    public void The_batch_changes_no_bit(params int[] shape)
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image([.. shape.Select(size => (long)size)]);
        SlidingWindowOptions options = new() { WindowSize = [8], MirrorAxes = [0, 1] };
        Tensor one = new SlidingWindowInference(options).Predict(Sliding.Network, image);
        Tensor labels = new SlidingWindowInference(options).PredictLabels(Sliding.Network, image);
        foreach (int batch in new[] { 2, 3, 7, 1000 })
        {
            var inference = new SlidingWindowInference(options with { BatchSize = batch });
            Sliding.IsSame(inference.Predict(Sliding.Network, image), one).Should().BeTrue($"batch {batch}");
            Sliding.IsSame(inference.PredictLabels(Sliding.Network, image), labels).Should().BeTrue($"batch {batch}");
        }
    }

    [Theory]
    [InlineData(0.3, 24, 25)]
    [InlineData(0.5, 40, 11)]
    [InlineData(0.8, 11, 40)]
    [InlineData(0.5, 3, 17)]
    public void What_sees_each_pixel_alone_comes_back_as_it_is(double overlap, long height, long width)
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(2, 3, height, width);
        foreach (WindowBlending blending in Enum.GetValues<WindowBlending>())
        {
            var inference = new SlidingWindowInference(
                new() { WindowSize = [8, 6], Overlap = [overlap], Blending = blending, BatchSize = 3, MirrorAxes = [1] });
            (inference.Predict(windows => windows * 2, image) - image * 2).abs().max().item<float>().Should().BeLessThan(1e-6f);
            Tensor expected = image.argmax(1);
            inference.PredictLabels(windows => windows * 2, image).to(ScalarType.Int64).eq(expected).all().item<bool>().Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(16, 0, 1)]
    [InlineData(16, 0, 4)]
    [InlineData(40, 50, 1)]
    [InlineData(48, 50, 1)]
    [InlineData(16, 16, 1, 0)]
    [InlineData(16, 0, 1, 0, 1)]
    [InlineData(16, 16, 4, 0, 1)]
    public void A_network_that_works_in_place_changes_neither_the_image_nor_the_result(
        long height, long width, int batch, params int[] mirrorAxes)
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(1, 1, 40, 50), before = image.clone();
        var inference = new SlidingWindowInference(
            new() { WindowSize = [height, width], BatchSize = batch, MirrorAxes = mirrorAxes });
        Tensor inPlace = inference.Predict(windows => windows.sub_(1), image);
        Sliding.IsSame(image, before).Should().BeTrue();
        Sliding.IsSame(inPlace, inference.Predict(windows => windows - 1, image)).Should().BeTrue();
    }

    [Fact]
    public void One_window_gives_the_networks_own_bits()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(2, 1, 7, 9);
        Sliding.IsSame(Sliding.By(0).Predict(Sliding.Network, image), Sliding.Network(image)).Should().BeTrue();
        Sliding.IsSame(Sliding.By(7, 9).Predict(Sliding.Network, image), Sliding.Network(image)).Should().BeTrue();
    }

    [Fact]
    public void Mirroring_is_the_mean_over_every_combination_of_the_axes()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(1, 1, 4, 6, 5);
        Tensor mean = (Sliding.Network(image) + Mirrored(2) + Mirrored(4) + Mirrored(2, 4)) / 4;
        var inference = new SlidingWindowInference(new() { WindowSize = [0], MirrorAxes = [0, 2] });
        (inference.Predict(Sliding.Network, image) - mean).abs().max().item<float>().Should().BeLessThan(1e-6f);

        Tensor Mirrored(params long[] dims) => Sliding.Network(image.flip(dims)).flip(dims);
    }

    [Fact]
    public void One_channel_is_labeled_by_the_threshold()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(1, 1, 20, 13);
        Tensor logits = Sliding.By(6).PredictLabels(windows => windows.clone(), image);
        logits.eq(image.squeeze(1).gt(0)).all().item<bool>().Should().BeTrue();
        var probabilities = new SlidingWindowInference(new() { WindowSize = [6], Threshold = 0.5, LabelType = ScalarType.Int64 });
        Tensor labels = probabilities.PredictLabels(windows => windows.sigmoid(), image);
        labels.dtype.Should().Be(ScalarType.Int64);
        labels.eq(image.squeeze(1).sigmoid().gt(0.5)).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Runs_the_final_head_of_our_networks_and_any_module()
    {
        using var scope = NewDisposeScope();
        using SupervisedNetwork network = Networks.Build(Networks.Small);
        network.eval();
        Tensor image = Networks.Image(1, 2, 20, 24);
        SlidingWindowInference inference = Sliding.By(16);
        Tensor expected = inference.Predict(network.Predict, image);
        Sliding.IsSame(inference.Predict(network, image), expected).Should().BeTrue();
        inference.PredictLabels(network, image).to(ScalarType.Int64).eq(expected.argmax(1)).all().item<bool>().Should().BeTrue();
        using var module = nn.Sequential(nn.ReLU(), nn.Sigmoid());
        module.eval();
        (inference.Predict(module, image) - image.relu().sigmoid()).abs().max().item<float>().Should().BeLessThan(1e-6f);
        expected.requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Half_precision_is_added_up_in_single_and_double_stays()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(1, 1, 12, 12);
        Sliding.By(5).Predict(windows => windows.to(ScalarType.BFloat16), image).dtype.Should().Be(ScalarType.Float32);
        Tensor wide = Sliding.By(5).Predict(windows => windows.to(ScalarType.Float64), image);
        wide.dtype.Should().Be(ScalarType.Float64);
        (wide - image).abs().max().item<double>().Should().BeLessThan(1e-15);
    }

    [Fact]
    public void Tells_how_far_it_is_and_stops_when_asked()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(2, 1, 10, 10);   // windows of 4 by steps of 2: 4 x 4 an image
        var told = new Told();
        var inference = new SlidingWindowInference(new() { WindowSize = [4], BatchSize = 6 });
        inference.Predict(Sliding.Network, image, told);
        told.Reports.Select(report => report.Windows).Should().Equal(6, 12, 18, 24, 30, 32);
        told.Reports.Should().OnlyContain(report => report.TotalWindows == 32);
        told.Reports[^1].Fraction.Should().Be(1);

        using var source = new CancellationTokenSource();
        int calls = 0;
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        FluentActions.Invoking(() => inference.Predict(
            windows =>
            {
                if (++calls == 3)
                    source.Cancel();
                return windows;
            }, image, cancellation: source.Token)).Should().Throw<OperationCanceledException>();
        calls.Should().Be(3);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void Leaves_only_its_result_behind()
    {
        using var scope = NewDisposeScope();
        Tensor image = Networks.Image(2, 1, 10, 13);
        var inference = new SlidingWindowInference(new() { WindowSize = [4], BatchSize = 3, MirrorAxes = [0] });
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        inference.Predict(Sliding.Network, image);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(1);
        inference.PredictLabels(Sliding.Network, image);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(2);
    }

    private sealed class Told : IProgress<SlidingWindowProgress>
    {
        public List<SlidingWindowProgress> Reports { get; } = [];

        public void Report(SlidingWindowProgress value) => Reports.Add(value);
    }
}
