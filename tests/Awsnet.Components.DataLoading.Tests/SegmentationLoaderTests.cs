using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class SegmentationLoaderTests : IDisposable
{
    private static readonly SegmentationLoaderOptions Plain = new() { Normalization = IntensityNormalization.None, Workers = 1 };
    private static readonly SegmentationFolderOptions TwoChannels = new() { ChannelSuffixes = ["_0000", "_0001"] };
    private readonly CaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_batches_have_the_same_bits_whatever_workers_cache_and_read_ahead(int dimensions)
    {
        IReadOnlyList<SegmentationCase> cases = Varied(channels: 2).Open(TwoChannels);
        var options = new SegmentationLoaderOptions
        {
            SpatialDimensions = dimensions,
            PatchSize = dimensions == 2 ? [8, 8] : [3, 8, 8],
            BatchSize = 3,
            BatchesPerEpoch = 7,
            Augmentation = AugmentationOptions.Strong,
            FlipDepth = 0.5,
            Workers = 1,
        };
        string expected = Digest(new SegmentationLoader(cases, options).Batches(7));
        foreach (var other in new[]
        {
            options with { Workers = 4, ReadAhead = 9 }, options with { Workers = 3, ReadAhead = 0, CacheBytes = 0 },
            options with { Workers = 2, CheckValues = false },
        })
            Digest(new SegmentationLoader(cases, other).Batches(7)).Should().Be(expected);
        Digest(new SegmentationLoader(cases, options).Batches(8)).Should().NotBe(expected);
        Digest(new SegmentationLoader(cases, options with { Augmentation = AugmentationOptions.None }).Batches(7))
            .Should().NotBe(expected);
    }

    [Fact]
    public void Each_channel_of_each_case_is_normalized_by_itself()
    {
        IReadOnlyList<SegmentationCase> cases = Varied(channels: 2).Open(TwoChannels);
        var loader = new SegmentationLoader(cases, new() { SpatialDimensions = 3, BatchSize = 1, Workers = 1 });
        int count = 0;
        foreach (TensorBatch batch in loader.InOrder().Concat(loader.Batches(1)).Append(new(loader.ToInput(cases[0]), zeros(1))))
        {
            using (batch)
            {
                count++;
                for (int channel = 0; channel < 2; channel++)
                {
                    using Tensor values = batch.Input[0, channel].to(ScalarType.Float64);
                    values.mean().item<double>().Should().BeApproximately(0, 1e-5);
                    values.std(unbiased: false).item<double>().Should().BeApproximately(1, 1e-5);
                }
            }
        }

        count.Should().Be(4 + 4 + 1);
    }

    [Fact]
    public void A_patch_is_a_part_of_its_case_and_its_labels_lie_on_the_same_voxels()
    {
        IReadOnlyList<SegmentationCase> cases = Varied(channels: 2).Open(TwoChannels);
        var loader = new SegmentationLoader(cases, Plain with { SpatialDimensions = 3, PatchSize = [2, 5, 6], BatchesPerEpoch = 30 });
        foreach (TensorBatch batch in loader.Batches(1))
        {
            using (batch)
            {
                batch.Input.shape.Should().Equal(2, 2, 2, 5, 6);
                batch.Target.shape.Should().Equal(2, 2, 5, 6);
                batch.Target.dtype.Should().Be(ScalarType.Int64);
                float[] values = [.. batch.Input.data<float>()];
                long[] labels = [.. batch.Target.data<long>()];
                for (int patch = 0; patch < 2; patch++)
                {
                    int number = (int)values[patch * 120] / 1000, first = (int)values[patch * 120] % 1000;
                    (int height, int width) = (10 + number, 12);
                    for (int i = 0; i < 60; i++)
                    {
                        int index = first + (i / 30 * height + i / 6 % 5) * width + i % 6;
                        values[patch * 120 + i].Should().Be(1000 * number + index);
                        values[patch * 120 + 60 + i].Should().Be(-(1000 * number + index));
                        labels[patch * 60 + i].Should().Be(LabelOf(index));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.33)]
    [InlineData(1)]
    public void The_stated_part_of_the_patches_is_centered_on_foreground(double fraction)
    {
        // One voxel of class 1 and a corner of class 2 in 1 x 40 x 40: a random patch of 5 x 5 has the voxel in its middle once in 1,296.
        folder.Add(1, 1, 40, 40, index => index switch { 20 * 40 + 17 => 1, 0 or 1 or 40 or 41 => 2, _ => 0 });
        var loader = new SegmentationLoader(folder.Open(),
            Plain with { PatchSize = [5, 5], BatchSize = 1, BatchesPerEpoch = 300, ForegroundFraction = fraction });
        int middle = 0, corner = 0;
        foreach (TensorBatch batch in loader.Batches(3))
        {
            using (batch)
            {
                middle += batch.Target[0, 2, 2].item<long>() == 1 ? 1 : 0;
                corner += batch.Target[0, 0, 0].item<long>() == 2 && batch.Target[0, 1, 1].item<long>() == 2 ? 1 : 0;
            }
        }

        // 300 times the fraction exactly, and those of the others that lie so by chance, each with 2 in 1,296: of 300 more than 3 for one
        // seed in 800.
        int stated = (int)Math.Round(300 * fraction);
        (middle + corner).Should().BeInRange(stated, Math.Min(300, stated + 3));
        // Half of it for each class; four deviations of a fair coin beside it.
        double each = Math.Floor(300 * fraction) / 2, slack = fraction == 0 ? 3 : 4 * Math.Sqrt(each / 2) + 3;
        ((double)middle).Should().BeApproximately(each, slack);
        ((double)corner).Should().BeApproximately(each, slack);
    }

    [Fact]
    public void Each_class_and_each_of_its_voxels_is_drawn_alike()
    {
        folder.Add(1, 3, 4, 4, index => (byte)(index is 5 or 21 or 37 or 38 ? 1 : index == 47 ? 3 : 0));
        var voxels = new CaseVoxels(folder.Open()[0].Load(), IntensityNormalization.None);
        var random = new RandomStream(1);
        var counts = new Dictionary<int, int>();
        for (int draw = 0; draw < 8000; draw++)
        {
            var (z, y, x) = voxels.DrawForeground(random);
            int index = (z * 4 + y) * 4 + x;
            counts[index] = counts.GetValueOrDefault(index) + 1;
        }

        counts.Keys.Should().BeEquivalentTo([5, 21, 37, 38, 47]);
        // Half for the one voxel of class 3, an eighth for each of the four of class 1; five deviations are at most 224.
        counts[47].Should().BeCloseTo(4000, 224);
        counts.Where(count => count.Key != 47).Should().AllSatisfy(count => count.Value.Should().BeCloseTo(1000, 148));
    }

    [Fact]
    public void Every_case_comes_once_before_any_comes_twice_in_another_order_each_epoch()
    {
        for (int number = 1; number <= 6; number++)
            folder.Add(number, 1, 4, 4, index => 0);
        var loader = new SegmentationLoader(folder.Open(), Plain with { PatchSize = [2, 2], BatchSize = 4 });
        loader.BatchesPerEpoch.Should().Be(2);
        int[][] epochs = [.. Enumerable.Range(0, 20).Select(seed => loader.Batches(seed).SelectMany(Numbers).ToArray())];
        epochs.Should().AllSatisfy(epoch =>
        {
            epoch.Should().HaveCount(8);
            epoch[..6].Should().BeEquivalentTo([1, 2, 3, 4, 5, 6]);
        });
        epochs.Select(epoch => string.Join(' ', epoch)).Distinct().Count().Should().BeGreaterThan(15);
        loader.Report.Findings.Should().Contain(f => f.Severity == FindingSeverity.Warning && f.Problem.StartsWith("has no foreground"));
    }

    [Fact]
    public void Whole_slices_come_in_order_for_validation_and_shuffled_for_training()
    {
        folder.Add(1, 3, 5, 6, LabelOf).Add(2, 2, 5, 6, LabelOf);
        var loader = new SegmentationLoader(folder.Open(), Plain with { SizeMultiple = 4, BatchSize = 2, PadValue = -1 });
        TensorBatch[] all = [.. loader.InOrder()];
        all.Select(batch => batch.Input.shape[0]).Should().Equal(2, 2, 1);
        all[0].Input.shape.Should().Equal(2, 1, 8, 8);
        all.SelectMany(batch => Enumerable.Range(0, (int)batch.Input.shape[0]).Select(i => batch.Input[i, 0, 0, 0].item<float>()))
            .Should().Equal(1000, 1030, 1060, 2000, 2030);
        all[0].Input[0, 0, 4, 5].item<float>().Should().Be(1029);
        all[0].Input[0, 0, 5, 0].item<float>().Should().Be(-1);
        all[0].Input[0, 0, 0, 6].item<float>().Should().Be(-1);
        foreach (TensorBatch batch in all)
            batch.Dispose();

        loader.BatchesPerEpoch.Should().Be(3);
        loader.Batches(5).SelectMany(Firsts).Take(5).Should().BeEquivalentTo([1000f, 1030, 1060, 2000, 2030]);
    }

    [Fact]
    public void Small_images_lie_in_the_middle_of_their_patch()
    {
        folder.Add(1, 1, 2, 3, index => 1);
        var loader = new SegmentationLoader(folder.Open(), Plain with { PatchSize = [4, 5], BatchSize = 1, PadValue = 7 });
        using TensorBatch batch = loader.Batches(1).Single();
        batch.Input[0, 0].data<float>().Should().Equal(
            7, 7, 7, 7, 7, 7, 1000, 1001, 1002, 7, 7, 1003, 1004, 1005, 7, 7, 7, 7, 7, 7);
        batch.Target.sum().item<long>().Should().Be(6);
        loader.Report.Findings.Select(finding => finding.Problem).Should().BeEquivalentTo(
            "has 2 voxels along y and is padded to the patch's 4.", "has 3 voxels along x and is padded to the patch's 5.");
    }

    [Fact]
    public void A_volume_moves_as_one_and_its_labels_with_it()
    {
        // Each slice the same: after any movement within slices, flip of depth or change of all values alike they still are.
        folder.Add(1, 4, 16, 16, index => (byte)(index % 256 / 16 / 8 + index % 16 / 8));
        byte[] labels = [.. Enumerable.Range(0, 1024).Select(index => (byte)(index % 256 / 16 / 8 + index % 16 / 8))];
        NiftiImage.Create<float>([16, 16, 4], [1, 1, 3], [.. labels.Select(label => (float)label)]).Write(folder["images/case-01.nii"]);
        var options = Plain with
        {
            SpatialDimensions = 3,
            PatchSize = [4, 16, 16],
            BatchSize = 1,
            BatchesPerEpoch = 8,
            FlipDepth = 0.5,
            Augmentation = new() { RotationDegrees = 30, Scale = 0.2, Brightness = 0.3, Contrast = 0.3, Gamma = 0.3, ElasticPixels = 1 },
        };
        using Tensor unmoved = tensor(labels.Select(label => (long)label).ToArray(), 4, 16, 16);
        int count = 0, moved = 0, changed = 0;
        foreach (TensorBatch batch in new SegmentationLoader(folder.Open(), options).Batches(2))
        {
            using (batch)
            {
                count++;
                moved += batch.Target[0].Equals(unmoved) ? 0 : 1;
                // A movement alone leaves the greatest value at 2.
                changed += Math.Abs(batch.Input.max().item<float>() - 2) > 1e-3 ? 1 : 0;
                for (int slice = 1; slice < 4; slice++)
                {
                    batch.Input[0, 0, slice].Equals(batch.Input[0, 0, 0]).Should().BeTrue();
                    batch.Target[0, slice].Equals(batch.Target[0, 0]).Should().BeTrue();
                }

                // Where the labels went the brighter values went.
                double inside = Mean(batch, 2), outside = Mean(batch, 0);
                inside.Should().BeGreaterThan(outside);
            }
        }

        (count, moved, changed).Should().Be((8, 8, 8), "turns, sizes and intensities are drawn for each patch");

        double Mean(TensorBatch batch, long label) => batch.Input[0, 0].masked_select(batch.Target[0].eq(label)).mean().item<float>();
    }

    [Fact]
    public void Depth_is_flipped_as_often_as_said_with_its_labels()
    {
        folder.Add(1, 3, 2, 2, index => (byte)(index / 4));
        var loader = new SegmentationLoader(folder.Open(), Plain with
        {
            SpatialDimensions = 3,
            PatchSize = [3, 2, 2],
            BatchSize = 1,
            BatchesPerEpoch = 100,
            FlipDepth = 0.25,
            ForegroundFraction = 0,
        });
        int flipped = 0;
        foreach (TensorBatch batch in loader.Batches(1))
        {
            using (batch)
            {
                bool isFlipped = batch.Input[0, 0, 0, 0, 0].item<float>() == 1008;
                flipped += isFlipped ? 1 : 0;
                batch.Input[0, 0, .., 0, 1].data<float>().Should().Equal(isFlipped ? [1009, 1005, 1001] : [1001, 1005, 1009]);
                batch.Target[0, .., 0, 0].data<long>().Should().Equal(isFlipped ? [2, 1, 0] : [0, 1, 2]);
            }
        }

        flipped.Should().BeCloseTo(25, 18); // four deviations: 4 · √(100 · 0.25 · 0.75) = 17.3
    }

    [Fact]
    public void Memory_stays_within_the_limit_and_what_fits_is_decoded_once()
    {
        for (int number = 1; number <= 8; number++)
            folder.Add(number, 1, 10, 10, index => 1);
        // A case takes 100 · 5 bytes, and 4 for its one class in one slice.
        var roomy = new SegmentationLoader(folder.Open(), Plain with { PatchSize = [4, 4], CacheBytes = 8 * 504 });
        roomy.CachedBytes.Should().Be(8 * 504);
        Drain(roomy.Batches(1));
        roomy.DecodedCases.Should().Be(8);

        var narrow = new SegmentationLoader(folder.Open(), Plain with
        {
            PatchSize = [4, 4],
            CacheBytes = 3 * 504 + 100,
            BatchesPerEpoch = 50,
            Workers = 2,
        });
        foreach (TensorBatch batch in narrow.Batches(1))
        {
            batch.Dispose();
            narrow.CachedBytes.Should().BeLessThanOrEqualTo(3 * 504 + 100).And.BeGreaterThan(0);
        }

        narrow.DecodedCases.Should().BeGreaterThan(20);
        var none = new SegmentationLoader(folder.Open(), Plain with
        {
            PatchSize = [4, 4],
            BatchesPerEpoch = 5,
            ForegroundFraction = 1,
            CacheBytes = 0,
            CheckValues = false,
        });
        Drain(none.Batches(1));
        none.DecodedCases.Should().Be(10, "a case is decoded once for each of the 5 · 2 patches");
        new SegmentationLoader(folder.Open(), Plain with { PatchSize = [4, 4], CacheBytes = 503 }).Report.Findings
            .Where(finding => finding.Severity == FindingSeverity.Warning).Should().BeEmpty("500 bytes of voxels fit");
        new SegmentationLoader(folder.Open(), Plain with { PatchSize = [4, 4], CacheBytes = 400 }).Report.Findings
            .Count(finding => finding.Severity == FindingSeverity.Warning).Should().Be(8);
    }

    [Fact]
    public void An_error_on_a_worker_comes_out_as_it_is()
    {
        IReadOnlyList<SegmentationCase> cases = Varied().Open();
        var options = Plain with { PatchSize = [4, 4], BatchesPerEpoch = 200, ReadAhead = 6, Workers = 3, CacheBytes = 0 };
        var loader = new SegmentationLoader(cases, options);
        foreach (TensorBatch batch in loader.Batches(1).Take(3))
            batch.Dispose();
        foreach (string path in cases.Select(one => one.ImagePaths[0]))
            File.Delete(path);
        loader.Invoking(l => Drain(l.Batches(1))).Should().Throw<InvalidDataSetException>().WithMessage("*1 problem in 1 case:*");
    }

    [Theory]
    [InlineData(1, 10, 12, 1)]
    [InlineData(5, 9, 12, 1)]
    [InlineData(5, 10, 11, 1)]
    [InlineData(5, 10, 12, 2)]
    public void A_file_that_is_replaced_by_another_shape_s_is_no_padding(int depth, int height, int width, int channels)
    {
        folder.Add(1, 5, 10, 12, LabelOf);
        var loader = new SegmentationLoader(folder.Open(), Plain with { CacheBytes = 0 });
        folder.Add(1, depth, height, width, LabelOf);
        NiftiImage.Create<float>([width, height, depth, channels], [1, 1, 3, 1],
            [.. Enumerable.Range(0, width * height * depth * channels)]).Write(folder["images/case-01.nii"]);
        loader.Invoking(l => Drain(l.InOrder())).Should().Throw<InvalidDataSetException>()
            .WithMessage("*case-01.nii: was replaced by a file of other lengths or channels since the loader was made; make a new one.");
    }

    [Fact]
    public void Predictions_lose_the_padding_and_lie_as_their_case()
    {
        folder.Add(1, 3, 5, 6, LabelOf);
        SegmentationCase one = folder.Open()[0];
        foreach (int dimensions in new[] { 2, 3 })
        {
            var loader = new SegmentationLoader([one], Plain with { SpatialDimensions = dimensions, SizeMultiple = 4, BatchSize = 1 });
            using Tensor input = loader.ToInput(one);
            input.shape.Should().Equal(dimensions == 2 ? [3, 1, 8, 8] : [1, 1, 4, 8, 8]);
            // Logits that say LabelOf: the index of a voxel is its value less 1000.
            using Tensor index = input - 1000;
            using Tensor classes = (index % 7 % 3).to(ScalarType.Int64).squeeze(1);
            using Tensor logits = nn.functional.one_hot(classes.remainder(3), 3).movedim([-1], [1]).to(ScalarType.Float32);
            loader.ToLabels(logits, one).Should().Equal(Enumerable.Range(0, 90).Select(LabelOf));
            // Of one channel 1 is what lies above 0: -1, 0 and 1 stand for the classes 0, 1 and 2.
            using Tensor channel = (classes - 1).unsqueeze(1).to(ScalarType.Float32);
            loader.ToLabels(channel, one).Should().Equal(Enumerable.Range(0, 90).Select(i => (byte)(LabelOf(i) == 2 ? 1 : 0)));
            loader.Invoking(l => l.ToLabels(input.squeeze(1), one)).Should().Throw<ArgumentException>().WithMessage(
                dimensions == 2 ? "*[3, classes, 8, 8]*" : "*[1, classes, 4, 8, 8]*");
            // Class 256 would come back as 0.
            foreach (int count in new[] { 0, 257 })
            {
                using Tensor many = empty([input.shape[0], count, .. input.shape[2..]]);
                loader.Invoking(l => l.ToLabels(many, one)).Should().Throw<ArgumentException>()
                    .WithMessage($"Logits are [{input.shape[0]}, {count}, *of 1 to 256 classes*");
            }
        }
    }

    [Fact]
    public void What_is_too_large_is_told_with_its_size()
    {
        folder.Add(1, 3, 5, 6, LabelOf);
        IReadOnlyList<SegmentationCase> cases = folder.Open();
        // 512 x 512 x 1024 labels of 8 bytes are 2 GiB: one byte more than a span holds.
        new SegmentationLoader(cases, Plain with { SpatialDimensions = 3, PatchSize = [1024, 512, 512] })
            .Invoking(l => l.Batches(1).First()).Should().Throw<NotSupportedException>()
            .WithMessage("512 x 512 x 1024 voxels of 1 channels, or their labels of 8 bytes each, take more than 2 GiB; make PatchSize*");
        new SegmentationLoader(cases, Plain with { SizeMultiple = int.MaxValue })
            .Invoking(l => l.ToInput(cases[0])).Should().Throw<NotSupportedException>()
            .WithMessage("2147483647 x 2147483647 x 1 voxels*");
        FluentActions.Invoking(() => new SegmentationLoader(cases, Plain with { BatchSize = 2, BatchesPerEpoch = int.MaxValue })).Should()
            .Throw<ArgumentException>()
            .WithMessage("An epoch of 2147483647 batches of 2 has 4294967294 patches; expected at most 1073741824.*");
        FluentActions.Invoking(() => new SegmentationLoader(cases, Plain with { BatchSize = int.MaxValue })).Should()
            .Throw<ArgumentException>().WithMessage("An epoch of 1 batches of 2147483647 has*");
    }

    /// <summary>In the full form: 11,586² labels of 8 bytes, twice, are 276 KiB more.</summary>
    [Fact]
    public void A_batch_may_take_more_than_2_GiB()
    {
        int side = Effort.Pick(100, 11_586);
        folder.Add(1, 1, 8, 8, index => 1);
        var loader = new SegmentationLoader(folder.Open(), Plain with { PatchSize = [side, side], BatchesPerEpoch = 1 });
        using TensorBatch batch = loader.Batches(1).Single();
        using var scope = NewDisposeScope();

        batch.Target.sum(dim: [1, 2]).data<long>().Should().Equal(64, 64);
        // The image lies in the middle of each: 1000 to 1063 in its voxels, 0 around it.
        batch.Input[1, 0, side / 2 - 4, side / 2 - 4].item<float>().Should().Be(1000);
        batch.Input[1, 0, side / 2 + 3, side / 2 + 3].item<float>().Should().Be(1063);
        batch.Input.sum(dim: [1, 2, 3]).data<float>().Should().Equal(64 * 1031.5f, 64 * 1031.5f);
    }

    private static byte LabelOf(int index) => (byte)(index % 7 % 3);

    private CaseFolder Varied(int channels = 1)
    {
        for (int number = 1; number <= 4; number++)
            folder.Add(number, 5, 10 + number, 12, LabelOf, channels);
        return folder;
    }

    private static IEnumerable<float> Firsts(TensorBatch batch)
    {
        using (batch)
            return [.. batch.Input.flatten(1).narrow(1, 0, 1).contiguous().data<float>()];
    }

    private static IEnumerable<int> Numbers(TensorBatch batch) => Firsts(batch).Select(value => (int)value / 1000);

    private static void Drain(IEnumerable<TensorBatch> batches)
    {
        foreach (TensorBatch batch in batches)
            batch.Dispose();
    }

    internal static string Digest(IEnumerable<TensorBatch> batches)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TensorBatch batch in batches)
        {
            using (batch)
            {
                hash.AppendData(batch.Input.bytes);
                hash.AppendData(batch.Target.bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
