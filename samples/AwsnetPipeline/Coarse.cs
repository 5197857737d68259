namespace Awsnet.Components.Samples;

/// <summary>
/// CASN, coarse: two cascaded U-Nets on bSSFP, LGE and T2 together find the left ventricle f(I) within its epicardial contour.
/// Both train by Dice (Eq. 1).
/// </summary>
internal sealed class Coarse : IDisposable
{
    // The first network sees the slices shrunk; the second sees the rectangle that the first found, from the slices themselves.
    private static readonly CasnOptions Shape = new()
    {
        Widths = [8, 16, 32, 64],
        LocateSize = Slices.Size,
        RegionSize = Slices.Size,
        Margin = 30,
        KeepOneObject = true,
        ChannelsLast = true,
    };

    private readonly AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> _locate, _segment;

    public Coarse(Heart[] training, Heart[] validation, Plan plan, CancellationToken cancellation)
    {
        _locate = Train("casn-locate", 1, _ => [Casn.LocateRegion(Heart.Side, Heart.Side, Shape)]);
        _segment = Train("casn-segment", 2, Rectangles);

        AutoWeightedTraining<DeepSupervisedUNet,
            TensorBatch> Train(string name, int number, Func<byte[], IReadOnlyList<GridMapping>> regions)
        {
            Slices learned = SlicesOf(training, regions), judged = SlicesOf(validation, regions);
            var augmenter = new SampleAugmenter(AugmentationOptions.Paper);
            var task = Casn.CreateTask(
                seed => learned.Epoch(seed, augmenter), learned.BatchesPerEpoch,
                (network, stop) => judged.Dice(network, "left ventricle", 1, stop), Shape);
            var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
                task, Casn.PaperTraining with { FixedEpochs = plan.Epochs, Seed = plan.SeedOf(number) });
            run.Run(Path.Combine(plan.Folder, name), resume: true, new EpochLines(name, every: 10), cancellation);
            return run;
        }
    }

    /// <summary>The left ventricle's mask, [slices, 384, 384].</summary>
    public byte[] Ventricle(Heart heart)
    {
        using var scope = NewDisposeScope();
        using CasnResult found = Casn.Segment(_locate.Network, _segment.Network, heart.Images(), Shape);
        return [.. found.Ventricle.to(ScalarType.Byte).data<byte>()];
    }

    public void Dispose()
    {
        _locate.Dispose();
        _segment.Dispose();
    }

    private static Slices SlicesOf(Heart[] hearts, Func<byte[], IReadOnlyList<GridMapping>> regions)
    {
        var slices = new Slices(channels: 3);
        for (int i = 0; i < hearts.Length; i++)
        {
            Heart heart = hearts[i];
            byte[] ventricle = heart.Classes(MyoPsTarget.LeftVentricle);
            IReadOnlyList<GridMapping> crops = regions(ventricle);
            for (int z = 0; z < heart.Slices; z++)
                slices.Add(i, crops.Select(region => (Heart.Crop(heart.Sequences, z, region), Heart.Crop(ventricle, z, region))));
        }
        return slices;
    }

    /// <summary>The rectangle around a ventricle, then seven such as the first network may find: shifted, smaller, larger.</summary>
    private static IReadOnlyList<GridMapping> Rectangles(byte[] ventricle)
    {
        PixelBox right = PixelBox.FromMask(ventricle, Heart.Side, Heart.Side) ?? new(0, 0, Heart.Side, Heart.Side);
        var random = new Random(right.Top);
        return [Region(right), .. Enumerable.Range(0, 7).Select(_ =>
        {
            PixelBox box = right.Grow(Part(-0.15, 0.35));
            return Region(new PixelBox(box.Top + Part(-0.3, 0.3), box.Left + Part(-0.3, 0.3), box.Height, box.Width));
        })];

        int Part(double least, double most) => (int)(right.Height * (least + ((most - least) * random.NextDouble())));

        GridMapping Region(PixelBox box) => Casn.SegmentRegion(box, Heart.Side, Heart.Side, Shape);
    }
}
