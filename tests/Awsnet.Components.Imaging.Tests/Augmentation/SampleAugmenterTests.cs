namespace Awsnet.Components.Tests;

public class SampleAugmenterTests
{
    private static readonly SampleSeed Seed = new(42, 3, 17);

    [Fact]
    public void Equal_seeds_give_equal_samples_and_each_part_of_the_seed_counts()
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.Strong);
        (float[] images, byte[] labels) = Blobs(3, 64, 64);
        float[] first = Run(augmenter, images, labels, 64, 64, Seed).Images;
        Run(augmenter, images, labels, 64, 64, Seed).Images.Should().Equal(first);
        foreach (SampleSeed other in new[] { Seed with { Run = 43 }, Seed with { Epoch = 4 }, Seed with { Sample = 18 } })
            Run(augmenter, images, labels, 64, 64, other).Images.Should().NotEqual(first);
    }

    [Fact]
    public void Thread_order_does_not_matter()
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.Strong);
        (float[] images, byte[] labels) = Blobs(2, 48, 48);
        var sequential = Enumerable.Range(0, 32).Select(i => Run(augmenter, images, labels, 48, 48, Seed with { Sample = i }).Images)
            .ToArray();
        var parallel = new float[32][];
        Parallel.For(0, 32, i => parallel[31 - i] = Run(augmenter, images, labels, 48, 48, Seed with { Sample = 31 - i }).Images);
        for (int i = 0; i < 32; i++)
            parallel[i].Should().Equal(sequential[i]);
    }

    [Fact]
    public void No_augmentation_changes_nothing()
    {
        (float[] images, byte[] labels) = Blobs(2, 20, 30);
        (float[] newImages, byte[] newLabels) = Run(new SampleAugmenter(AugmentationOptions.None), images, labels, 20, 30, Seed);
        newImages.Should().Equal(images);
        newLabels.Should().Equal(labels);
    }

    [Fact]
    public void Flips_are_exact_mirrors()
    {
        float[] image = [1, 2, 3, 4, 5, 6];
        byte[] labels = [1, 2, 3, 4, 5, 6];
        var horizontal = Run(new SampleAugmenter(AugmentationOptions.None with { FlipHorizontal = 1 }), image, labels, 2, 3, Seed);
        horizontal.Images.Should().Equal(3, 2, 1, 6, 5, 4);
        horizontal.Labels.Should().Equal(3, 2, 1, 6, 5, 4);
        var both = Run(new SampleAugmenter(AugmentationOptions.None with { FlipHorizontal = 1, FlipVertical = 1 }), image, labels, 2, 3,
            Seed);
        both.Images.Should().Equal(6, 5, 4, 3, 2, 1);
        both.Labels.Should().Equal(6, 5, 4, 3, 2, 1);
    }

    // A label map as image: wherever the moved image is whole (no mixing of two labels), the moved label says the same.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Image_and_labels_move_together(int sample)
    {
        var options = AugmentationOptions.Strong with { Brightness = 0, Contrast = 0, Gamma = 0, NoiseDeviation = 0, RotationDegrees = 30 };
        (_, byte[] labels) = Blobs(1, 96, 80);
        float[] image = Array.ConvertAll(labels, v => (float)v);
        (float[] moved, byte[] movedLabels) = Run(new SampleAugmenter(options), image, labels, 96, 80, Seed with { Sample = sample });
        moved.Should().NotEqual(image);
        int wrong = 0;
        for (int i = 0; i < moved.Length; i++)
        {
            // Bilinear mixes at most the labels around; the nearest one differs from the mixture by no more than their spread.
            if (Math.Abs(moved[i] - movedLabels[i]) > 0.75 * 3)
                wrong++;
        }

        wrong.Should().Be(0);
        double agree = moved.Zip(movedLabels).Count(p => Math.Abs(p.First - p.Second) < 1e-3) / (double)moved.Length;
        agree.Should().BeGreaterThan(0.9);
    }

    // In an image whose pixels hold their own column (channel 0) and row (channel 1), a moved pixel holds where it came from.
    [Fact]
    public void Scale_shear_and_shift_stay_within_their_limits_and_use_them()
    {
        (double least, double most) = Range(AugmentationOptions.None with { Scale = 0.1 }, (column, _) => column(40, 60) - column(40, 59));
        least.Should().BeInRange(1 / 1.1 - 1e-4, 1 / 1.09); // toward the source: larger means closer together
        most.Should().BeInRange(1 / 0.91, 1 / 0.9 + 1e-4);
        (least, most) = Range(AugmentationOptions.None with { ShearDegrees = 5 }, (_, row) => row(40, 60) - row(40, 59));
        least.Should().BeInRange(-Math.Tan(5 * Math.PI / 180) - 1e-4, -0.085);
        most.Should().BeInRange(0.085, Math.Tan(5 * Math.PI / 180) + 1e-4);
        (least, most) = Range(AugmentationOptions.None with { TranslationPixels = 4 }, (column, _) => column(40, 60) - 60);
        least.Should().BeInRange(-4 - 1e-4, -3.9);
        most.Should().BeInRange(3.9, 4 + 1e-4);
    }

    [Fact]
    public void Elastic_displacement_is_smooth_as_wide_as_asked_for_and_moves_labels_along()
    {
        const int size = 96;
        var augmenter = new SampleAugmenter(AugmentationOptions.None with { ElasticPixels = 3, ElasticSpacing = 32 });
        float[] columns = [.. Enumerable.Range(0, size * size).Select(i => (float)(i % size))];
        byte[] labels = Array.ConvertAll(columns, c => (byte)c);
        double squares = 0, steepest = 0;
        int count = 0;
        for (int sample = 0; sample < 200; sample++)
        {
            (float[] moved, byte[] movedLabels) = Run(augmenter, columns, labels, size, size, Seed with { Sample = sample });
            for (int y = 24; y < 72; y += 3)
            {
                for (int x = 24; x < 72; x++)
                {
                    double shift = moved[y * size + x] - x, next = moved[y * size + x + 1] - x - 1;
                    squares += shift * shift;
                    steepest = Math.Max(steepest, Math.Abs(next - shift));
                    Math.Abs(moved[y * size + x] - movedLabels[y * size + x]).Should().BeLessThan(0.5001f);
                    count++;
                }
            }
        }

        Math.Sqrt(squares / count).Should().BeInRange(1.5, 3.2, "3 at the knots, less between them");
        steepest.Should().BeInRange(0.05, 0.99, "it bends but never folds");
    }

    private static (double Least, double Most) Range(
        AugmentationOptions options, Func<Func<int, int, double>, Func<int, int, double>, double> measure)
    {
        const int height = 80, width = 120;
        float[] images = [.. Enumerable.Range(0, height * width).Select(i => (float)(i % width)),
            .. Enumerable.Range(0, height * width).Select(i => (float)(i / width))];
        var augmenter = new SampleAugmenter(options);
        double[] found = [.. Enumerable.Range(0, 400).Select(sample =>
        {
            float[] moved = Run(augmenter, images, [], height, width, Seed with { Sample = sample }).Images;
            return measure((y, x) => moved[y * width + x], (y, x) => moved[height * width + y * width + x]);
        })];
        return (found.Min(), found.Max());
    }

    // A point at angle a from the center turns by the drawn angle, at most the limit; over many draws the limit is nearly reached.
    [Fact]
    public void Rotation_stays_within_its_limit_and_uses_it()
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.None with { RotationDegrees = 10 });
        var labels = new byte[101 * 101];
        labels[50 * 101 + 90] = 1;
        labels[50 * 101 + 91] = labels[51 * 101 + 90] = labels[51 * 101 + 91] = labels[49 * 101 + 90] = labels[49 * 101 + 91] = 1;
        var image = new float[101 * 101];
        double least = 0, most = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] moved = Run(augmenter, image, labels, 101, 101, Seed with { Sample = i }).Labels;
            double y = 0, x = 0;
            for (int p = 0; p < moved.Length; p++)
                (y, x) = (y + moved[p] * (p / 101 - 50), x + moved[p] * (p % 101 - 50));
            double angle = Math.Atan2(y, x) * 180 / Math.PI;
            (least, most) = (Math.Min(least, angle), Math.Max(most, angle));
        }

        least.Should().BeInRange(-11, -9);
        most.Should().BeInRange(9, 11);
    }

    [Fact]
    public void Brightness_is_one_factor_for_a_channel_within_its_limit()
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.None with { Brightness = 0.5 });
        (float[] images, byte[] labels) = Blobs(2, 16, 16);
        var factors = new List<double>();
        for (int i = 0; i < 200; i++)
        {
            float[] changed = Run(augmenter, images, labels, 16, 16, Seed with { Sample = i }).Images;
            double factor = changed[100] / images[100], other = changed[256 + 100] / images[256 + 100];
            other.Should().NotBeApproximately(factor, 1e-9);
            for (int p = 0; p < 256; p++)
                changed[p].Should().BeApproximately((float)(images[p] * factor), 1e-5f);
            factors.Add(factor);
        }

        factors.Min().Should().BeInRange(0.5, 0.52);
        factors.Max().Should().BeInRange(1.48, 1.5);
    }

    [Fact]
    public void Shared_draws_treat_all_channels_alike()
    {
        var augmenter = new SampleAugmenter(AugmentationOptions.None with { Brightness = 0.5, PerChannel = false });
        float[] images = [2, 4, 2, 4];
        float[] changed = Run(augmenter, images, [], 1, 2, Seed).Images;
        changed[2].Should().Be(changed[0]);
    }

    [Fact]
    public void Masked_background_stays_zero_under_every_intensity_change()
    {
        var options = AugmentationOptions.None with { Brightness = 0.5, Contrast = 0.5, Gamma = 1, NoiseDeviation = 1 };
        (float[] images, byte[] labels) = Blobs(1, 32, 32);
        for (int i = 0; i < 512; i++)
            images[i] = 0;
        float[] changed = Run(new SampleAugmenter(options), images, labels, 32, 32, Seed).Images;
        changed.Take(512).Should().OnlyContain(v => v == 0);
        changed.Skip(512).Should().OnlyContain(v => v != 0);
        float[] noisy = Run(new SampleAugmenter(options with { KeepZeros = false }), images, labels, 32, 32, Seed).Images;
        noisy.Take(512).Should().Contain(v => v != 0);
    }

    // Contrast keeps the mean and scales the deviation; gamma keeps the least and the greatest value.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_pixel_that_is_not_finite_spoils_no_other(float odd)
    {
        AugmentationOptions[] changes =
        [
            AugmentationOptions.None with { Brightness = 0.5 }, AugmentationOptions.None with { Contrast = 0.5 },
            AugmentationOptions.None with { Gamma = 0.5 }, AugmentationOptions.None with { NoiseDeviation = 0.5 },
        ];
        foreach (AugmentationOptions options in changes)
        {
            float[] changed = new float[5], without = new float[5];
            var augmenter = new SampleAugmenter(options);
            augmenter.Apply([1, 2, 4, 8, odd], [], 1, 5, changed, [], new SampleSeed(1, 1, 1));
            augmenter.Apply([1, 2, 4, 8, 0], [], 1, 5, without, [], new SampleSeed(1, 1, 1)); // zeros count for nothing
            changed[..4].Should().Equal(without[..4]).And.NotEqual([1, 2, 4, 8]);
            float.IsFinite(changed[4]).Should().BeFalse();
        }
    }

    [Fact]
    public void Contrast_and_gamma_keep_what_they_should()
    {
        (float[] images, byte[] labels) = Blobs(1, 32, 32);
        float[] contrast = Run(new SampleAugmenter(AugmentationOptions.None with { Contrast = 0.5 }), images, labels, 32, 32, Seed).Images;
        contrast.Should().NotEqual(images);
        contrast.Average().Should().BeApproximately(images.Average(), 1e-4f);

        float[] gamma = Run(new SampleAugmenter(AugmentationOptions.None with { Gamma = 1 }), images, labels, 32, 32, Seed).Images;
        gamma.Should().NotEqual(images);
        gamma.Min().Should().BeApproximately(images.Min(), 1e-5f);
        gamma.Max().Should().BeApproximately(images.Max(), 1e-4f);
    }

    [Fact]
    public void Bad_options_and_lengths_say_what_was_expected()
    {
        ((Action)(() => _ = new SampleAugmenter(new() { RotationDegrees = -1 }))).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("RotationDegrees is -1; expected 0 to 180.*");
        ((Action)(() => _ = new SampleAugmenter(new() { Brightness = double.NaN }))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => new SampleAugmenter().Apply(new float[10], [], 3, 3, new float[10], [], Seed))).Should().Throw<ArgumentException>()
            .WithMessage("*no whole number of 3 x 3*");
        ((Action)(() => new SampleAugmenter().Apply(new float[9], new byte[9], 3, 3, new float[9], [], Seed))).Should()
            .Throw<ArgumentException>().WithMessage("*must be equal*");
    }

    private static (float[] Images, byte[] Labels) Run(
        SampleAugmenter augmenter, float[] images, byte[] labels, int height, int width, SampleSeed seed)
    {
        var newImages = new float[images.Length];
        var newLabels = new byte[labels.Length];
        augmenter.Apply(images, labels, height, width, newImages, newLabels, seed);
        return (newImages, newLabels);
    }

    // Smooth positive images and a label map of three nested blobs.
    private static (float[] Images, byte[] Labels) Blobs(int channels, int height, int width)
    {
        var images = new float[channels * height * width];
        var labels = new byte[height * width];
        for (int i = 0; i < labels.Length; i++)
        {
            double y = (i / width - 0.45 * height) / height, x = (i % width - 0.55 * width) / width;
            double r = Math.Sqrt(y * y + 1.4 * x * x);
            labels[i] = (byte)(r < 0.1 ? 3 : r < 0.2 ? 2 : r < 0.33 ? 1 : 0);
            for (int c = 0; c < channels; c++)
                images[c * labels.Length + i] = (float)(1 + Math.Exp(-8 * r * r) + 0.3 * Math.Sin((c + 1) * 7 * x));
        }

        return (images, labels);
    }
}
