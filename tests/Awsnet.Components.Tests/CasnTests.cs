using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class CasnTests
{
    private static readonly CasnOptions small = new() { Widths = [6, 8, 8], RegionSize = 32, Margin = 3 };

    [Fact]
    public void It_finds_the_rectangle_and_segments_inside_it()
    {
        using var training = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
            Casn.CreateTask(seed =>
                Squares.Epoch(seed, 10), 10, Squares.Evaluate, small) with
            {
                Optimizer = network =>
                optim.Adam(network.parameters(), 0.01)
            },
            Casn.PaperTraining with { FixedEpochs = 5, Threads = 1, Schedule = LearningRateSchedule.Polynomial() });
        training.Run().Best!.Reward.Should().BeGreaterThan(0.8);
        var network = training.Network;
        using var scope = NewDisposeScope();
        using var batch = Squares.Batch(1234, images: 3);
        batch.Input[1].zero_();

        using var apart = Casn.Segment(network, network, batch.Input, small with { OneHeart = false });
        using var together = Casn.Segment(network, network, batch.Input, small);

        apart.Ventricle.shape.Should().Equal(3, Squares.Size, Squares.Size);
        apart.Regions[1].Should().BeNull("the second image is empty");
        apart.Ventricle[1].any().item<bool>().Should().BeFalse();
        foreach (int image in new[] { 0, 2 })
        {
            // The region is the square's box with a margin of 3; a pixel or two of the outline may be missed or added.
            var (top, left, bottom, right) = Box(batch.Target[image]);
            var region = apart.Regions[image]!.Value;
            region.Top.Should().BeInRange(top - 5, top - 1);
            region.Left.Should().BeInRange(left - 5, left - 1);
            (region.Top + region.Height).Should().BeInRange(bottom + 1, bottom + 5);
            (region.Left + region.Width).Should().BeInRange(right + 1, right + 5);
            Tensor mask = apart.Ventricle[image];
            long inside = mask.logical_and(batch.Target[image].ne(0)).sum().item<long>();
            (2.0 * inside / (mask.sum().item<long>() + batch.Target[image].sum().item<long>())).Should().BeGreaterThan(0.7);
        }
        together.Regions.Distinct().Should().ContainSingle("the slices of one heart share their rectangle").Which.Should().NotBeNull();
        network.training.Should().BeTrue("its mode is put back");

        // Each pixel four times over: shrunk by area it is the image that the network knows, and what is found has twice the extent.
        Tensor enlarged = batch.Input.repeat_interleave(2, 2).repeat_interleave(2, 3);
        using var shrunk = Casn.Segment(network, network, enlarged, small with { OneHeart = false, Margin = 6, LocateSize = Squares.Size });
        shrunk.Ventricle.shape.Should().Equal(3, 2 * Squares.Size, 2 * Squares.Size);
        shrunk.Regions[1].Should().BeNull();
        var (known, doubled) = (apart.Regions[0]!.Value, shrunk.Regions[0]!.Value);
        doubled.Top.Should().BeInRange((2 * known.Top) - 2, (2 * known.Top) + 2);
        (doubled.Left + doubled.Width).Should().BeInRange((2 * (known.Left + known.Width)) - 2, (2 * (known.Left + known.Width)) + 2);
    }

    [Fact]
    public void A_network_is_a_vanilla_unet_with_one_head_and_two_classes()
    {
        using var scope = NewDisposeScope();
        using var network = Casn.CreateNetwork(small);
        network.Predict(zeros(1, 3, 20, 24)).shape.Should().Equal(1, 2, 20, 24);
        network.Heads.Should().Be(1);
        network.state_dict().Keys.Should().NotContain(key => key.StartsWith("gates"));
    }

    [Fact]
    public void The_second_network_sees_a_square_with_a_relative_margin_or_a_clipped_rectangle()
    {
        var rectangle = new PixelBox(2, 10, 8, 20);
        // 3 and a quarter of 20 are 8 pixels on each side: 24 x 36 from (-6, 2); as a square 36 x 36, 6 rows higher.
        var options = small with { RelativeMargin = 0.25, SquareRegion = true };
        Casn.SegmentRegion(rectangle, 40, 48, options).Box.Should().Be(new PixelBox(-12, 2, 36, 36));
        Casn.SegmentRegion(rectangle, 40, 48, options with { SquareRegion = false }).Box.Should().Be(new PixelBox(0, 2, 18, 36));
        Casn.LocateRegion(40, 48, small with { FieldOfView = 32, LocateSize = 16 }).Box.Should().Be(new PixelBox(4, 8, 32, 32));
        Casn.LocateRegion(40, 48, small).IsCropOnly.Should().BeTrue();
    }

    [Fact]
    public void A_region_that_shrinks_in_width_alone_is_seen_by_its_mean()
    {
        // Four columns to one: their mean is 4/4; between the middle two lie 0 and 0.
        float[] image = [4, 0, 0, 0], seen = new float[1];
        Casn.ToNetwork(GridMapping.Region(1, 4, new PixelBox(0, 0, 1, 4), 1, 1), image, seen);
        seen.Should().Equal(1);
    }

    [Fact]
    public void Several_second_networks_segment_by_their_mean_and_further_passes_look_around_what_was_found()
    {
        random.manual_seed(4);
        using var scope = NewDisposeScope();
        using var locate = Casn.CreateNetwork(small);
        using var first = Casn.CreateNetwork(small);
        using var second = Casn.CreateNetwork(small);
        using var batch = Squares.Batch(7, images: 2);
        foreach (var network in new[] { locate, first, second })
            MarkHalf(network, batch.Input);
        using var one = Casn.Segment(locate, first, batch.Input, small);
        one.Ventricle.any().item<bool>().Should().BeTrue("else nothing is shown here");
        using var twice = Casn.Segment(locate, [first, first], batch.Input, small);
        twice.Ventricle.eq(one.Ventricle).all().item<bool>().Should().BeTrue("a network agrees with itself");
        twice.Located.eq(one.Located).all().item<bool>().Should().BeTrue();

        using var clean = Casn.Segment(
            locate, [first, second], batch.Input, small with { Passes = 2, KeepOneObject = true, FieldOfView = 16 });
        clean.LeftOut.Should().BeInRange(0, 1);
        byte[] mask = [.. clean.Ventricle.to(ScalarType.Byte).data<byte>()];
        for (int z = 0; z < 2; z++)
            ConnectedComponents.KeepLargest(mask.AsSpan(z * mask.Length / 2, mask.Length / 2), Squares.Size, Squares.Size).Should()
                .BeLessThan(2);
        var act = () => Casn.Segment(locate, [], batch.Input, small);
        act.Should().Throw<ArgumentException>().WithMessage("There is no second network*");
        act = () => Casn.Segment(locate, first, batch.Input, small with { Passes = 0 });
        act.Should().Throw<ArgumentException>().WithMessage("Passes is 0; give 1 or more.");
    }

    [Fact]
    public void The_mean_over_mirror_images_has_no_sides()
    {
        random.manual_seed(4);
        using var network = Casn.CreateNetwork(small);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var batch = Squares.Batch(5, images: 2);
        MarkHalf(network, batch.Input);

        SameWhenTurned(small).Should().BeFalse("an untrained network takes left for right");
        SameWhenTurned(small with { Mirrored = true }).Should().BeTrue();

        bool SameWhenTurned(CasnOptions options)
        {
            using var straight = Casn.Segment(network, network, batch.Input, options);
            using var turned = Casn.Segment(network, network, batch.Input.flip(2, 3), options);
            straight.Ventricle.any().item<bool>().Should().BeTrue("else nothing is shown here");
            return turned.Ventricle.flip(1, 2).equal(straight.Ventricle).all().item<bool>();
        }
    }

    [Fact]
    public void Blood_is_where_it_is_likelier_than_wall_by_the_mean_of_the_second_networks()
    {
        using var scope = NewDisposeScope();
        CasnOptions telling = small with { BloodClass = true };
        using var locate = Sure(small, 0.1, 0.9);
        using DeepSupervisedUNet wall = Sure(telling, 0.2, 0.5, 0.3), blood = Sure(telling, 0.1, 0.1, 0.8),
            none = Sure(telling, 0.6, 0.1, 0.3);
        using var images = zeros(2, 3, 24, 28);

        CasnResult Found(params DeepSupervisedUNet[] segment) => Casn.Segment(locate, segment, images, telling);

        using CasnResult ofWall = Found(wall), ofBoth = Found(wall, blood), ofNone = Found(none), untold = Found(locate);
        ofWall.Ventricle.all().item<bool>().Should().BeTrue("wall and blood together have 0.8");
        ofWall.Blood!.any().item<bool>().Should().BeFalse("0.3 is less than 0.5");
        ofBoth.Blood!.shape.Should().Equal(2, 24, 28);
        ofBoth.Blood!.all().item<bool>().Should().BeTrue("the means are 0.3 of wall and 0.55 of blood");
        ofNone.Blood!.any().item<bool>().Should().BeFalse("there is no ventricle where background has 0.6");
        untold.Blood.Should().BeNull();
        FluentActions.Invoking(() => Found(wall, locate)).Should().Throw<ArgumentException>().WithMessage("Some of the second networks*");
    }

    [Fact]
    public void The_papers_loss_is_dice_alone()
    {
        using var scope = NewDisposeScope();
        Tensor logits = randn(2, 2, 4, 4), labels = ones([2, 4, 4], ScalarType.Int64);
        DiceCrossEntropy.Loss(logits, labels, Casn.PaperLoss).item<float>().Should()
            .Be(DiceCrossEntropy.Dice(logits, labels).item<float>());
    }

    [Fact]
    public void What_is_no_stack_of_images_is_refused()
    {
        using var network = Casn.CreateNetwork(small);
        using var image = zeros(3, 32, 32);
        var act = () => Casn.Segment(network, network, image, small);
        act.Should().Throw<ArgumentException>().WithMessage("*[3, 32, 32]*[N, channels, H, W]*");
        act = () => Casn.Segment(network, network, image, small with { RegionSize = 8 });
        act.Should().Throw<ArgumentException>().WithMessage("*RegionSize is 8*");
        act = () => Casn.Segment(network, network, image, small with { LocateSize = 8 });
        act.Should().Throw<ArgumentException>().WithMessage("*LocateSize is 8*");
        using var sigmoid = new DeepSupervisedUNet(network.Options with { Classes = 1 });
        using var images = zeros(1, 3, 32, 32);
        act = () => Casn.Segment(sigmoid, network, images, small);
        act.Should().Throw<ArgumentException>().WithMessage("A network has 1 class; give networks of Casn.CreateNetwork*");
        act = () => Casn.Segment(network, sigmoid, images, small);
        act.Should().Throw<ArgumentException>().WithMessage("A network has 1 class*");
    }

    /// <summary>A network that says the same of every pixel.</summary>
    private static DeepSupervisedUNet Sure(CasnOptions options, params double[] probabilities)
    {
        var network = Casn.CreateNetwork(options);
        using var gradients = no_grad();
        network.get_parameter("heads.0.weight")!.zero_();
        network.get_parameter("heads.0.bias")!.copy_(tensor(probabilities).log());
        return network;
    }

    /// <summary>Moves a network's bias until it marks half of what it sees.</summary>
    private static void MarkHalf(DeepSupervisedUNet network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        network.eval();
        Tensor logits = network.Predict(images);
        network.get_parameter("heads.0.bias")!.sub_(tensor([0, (logits.select(1, 1) - logits.select(1, 0)).median().item<float>()]));
    }

    private static (int Top, int Left, int Bottom, int Right) Box(Tensor mask)
    {
        long[] rows = [.. mask.ne(0).any(1).nonzero().data<long>()], columns = [.. mask.ne(0).any(0).nonzero().data<long>()];
        return ((int)rows[0], (int)columns[0], (int)rows[^1] + 1, (int)columns[^1] + 1);
    }
}
