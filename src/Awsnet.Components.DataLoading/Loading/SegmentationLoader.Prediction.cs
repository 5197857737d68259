using static TorchSharp.torch;

namespace Awsnet.Components;

public sealed partial class SegmentationLoader
{
    /// <summary>A whole case as a network's input, prepared as the loader's own: normalized, and padded behind its end to a multiple of
    /// <c>SizeMultiple</c>.</summary>
    /// <param name="one">Any case with this loader's channels; it needs no label map.</param>
    /// <returns>In 2-D all slices, [D, C, H, W]; in 3-D [1, C, D, H, W]. On the loader's device.</returns>
    /// <exception cref="InvalidDataSetException">Something is wrong with the case, or it has other channels.</exception>
    /// <exception cref="NotSupportedException">A slice, in 3-D the volume, takes more than 2 GiB.</exception>
    public Tensor ToInput(SegmentationCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var voxels = new CaseVoxels(one.Load(), Options.Normalization);
        if (voxels.Channels != Channels)
            throw new InvalidDataSetException(one.ImagePaths[0], $"has {voxels.Channels} channels, the training's cases {Channels}.");
        var size = (voxels.Depth, voxels.Height, voxels.Width);
        int count = Options.SpatialDimensions == 2 ? voxels.Depth : 1;
        TensorBatch batch = Fill(WholeOf(size, 0), count, (slice, images, labels) => voxels.Copy(WholeOf(size, slice), images, labels));
        batch.Target.Dispose();
        return batch.Input;
    }

    /// <summary>The likeliest class of each voxel of a case, the first of equal ones, without what <see cref="ToInput"/> padded; of one
    /// channel (a sigmoid's), 1 where its logit is above 0.</summary>
    /// <param name="logits">The network's output on <see cref="ToInput"/>, no probabilities where it has one channel:
    /// [D, classes, H, W], or [1, classes, D, H, W].</param>
    /// <param name="one">The case.</param>
    /// <returns>[z, y, x], for <see cref="SegmentationCase.WriteLabels"/> and the metrics.</returns>
    /// <exception cref="ArgumentException">The logits are of another shape, or of more than 256 classes.</exception>
    public byte[] ToLabels(Tensor logits, SegmentationCase one)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(one);
        (_, int depth, int height, int width) = one.ReadShape();
        VoxelBox box = WholeOf((depth, height, width), 0);
        long[] expected = Options.SpatialDimensions == 2 ? [depth, -1, box.Height, box.Width] : [1, -1, box.Depth, box.Height, box.Width];
        if (logits.dim() != expected.Length || expected.Where((length, axis) => axis != 1 && logits.shape[axis] != length).Any()
            || logits.shape[1] is < 1 or > 256)
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}]; {one.Id} needs [{string.Join(", ", expected).Replace("-1", "classes")}] "
                + "of 1 to 256 classes, the network's output on ToInput.", nameof(logits));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        Tensor classes = logits.shape[1] == 1 ? logits.squeeze(1) > 0 : logits.argmax(1);
        if (Options.SpatialDimensions == 3)
            classes = classes[0].narrow(0, 0, depth);
        return [.. classes.narrow(1, 0, height).narrow(2, 0, width).to(ScalarType.Byte).cpu().contiguous().bytes];
    }
}
