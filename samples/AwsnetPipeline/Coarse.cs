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
        ChannelsLast = true,
    };

    private static readonly PixelBox Whole = new(0, 0, Heart.Side, Heart.Side);

    private readonly AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> _locate, _segment;

    public Coarse(Heart[] training, Heart[] validation, Plan plan, CancellationToken cancellation)
    {
        _locate = Train("casn-locate", 1, _ => [Whole]);
        _segment = Train("casn-segment", 2, Rectangles);

        AutoWeightedTraining<DeepSupervisedUNet, TensorBatch> Train(string name, int number, Func<byte[], IReadOnlyList<PixelBox>> boxes)
        {
            Slices learned = SlicesOf(training, boxes), judged = SlicesOf(validation, boxes);
            var augmenter = new SampleAugmenter(AugmentationOptions.Paper);
            var task = Casn.CreateTask(
                seed => learned.Epoch(seed, augmenter), learned.BatchesPerEpoch,
                (network, stop) => judged.Dice(network, "left ventricle", 1, stop), Shape);
            var run = new AutoWeightedTraining<DeepSupervisedUNet, TensorBatch>(
                task, Casn.PaperTraining with { FixedEpochs = plan.Epochs, Seed = plan.SeedOf(number) });
            run.Run(Path.Combine(plan.Folder, name), resume: true, new EpochLines(name), cancellation);
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

    private static Slices SlicesOf(Heart[] hearts, Func<byte[], IReadOnlyList<PixelBox>> boxes)
    {
        var slices = new Slices(channels: 3);
        for (int i = 0; i < hearts.Length; i++)
        {
            Heart heart = hearts[i];
            byte[] ventricle = heart.Classes(MyoPsTarget.LeftVentricle);
            GridMapping[] regions = [.. boxes(ventricle).Select(Slices.Region)];
            for (int z = 0; z < heart.Slices; z++)
                slices.Add(i, regions.Select(region => (Heart.Look(heart.Sequences, z, region), Heart.Look(ventricle, z, region))));
        }
        return slices;
    }

    /// <summary>The rectangle around a ventricle, then seven such as the first network may find: shifted, smaller, larger.</summary>
    private static IReadOnlyList<PixelBox> Rectangles(byte[] ventricle)
    {
        PixelBox? rectangle = PixelBox.FromMask(ventricle, Heart.Side, Heart.Side)?.Grow(Shape.Margin).ClipTo(Heart.Side, Heart.Side);
        if (rectangle is not { } right)
            return [Whole];
        var random = new Random(right.Top);
        return [right, .. Enumerable.Range(0, 7).Select(_ =>
        {
            PixelBox box = right.Grow(Part(-0.1, 0.25));
            return new PixelBox(box.Top + Part(-0.2, 0.2), box.Left + Part(-0.2, 0.2), box.Height, box.Width)
                .ClipTo(Heart.Side, Heart.Side) ?? right;
        })];

        int Part(double least, double most) => (int)(right.Height * (least + ((most - least) * random.NextDouble())));
    }
}
