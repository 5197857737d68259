using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Votes of tensors straight from a network, on any device: the results of <see cref="MajorityVote"/> and <see cref="SoftVote"/>, to the
/// bit. A tensor on a device is copied to memory once; that waits for the device. The elements of a batch are all its pixels, image after
/// image.
/// </summary>
public static class TensorVotes
{
    /// <summary>Counts a member's labels.</summary>
    /// <param name="vote">The vote, on as many elements as the tensor has.</param>
    /// <param name="labels">Labels of an integer type, any shape, such as [N, H, W] of <c>argmax(1)</c>.</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">Another number of elements, no integer type, an unknown label, or a weight out of range; nothing
    /// is counted then.</exception>
    public static void Update(this MajorityVote vote, Tensor labels, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(vote);
        LabelTensors.CheckLabels(labels, nameof(labels));
        CheckElements(vote.Elements, labels.NumberOfElements, labels);
        using var scope = NewDisposeScope();
        Tensor map = LabelTensors.ToMemory(labels.dtype == ScalarType.Bool ? labels.to(ScalarType.Byte) : labels);
        switch (map.dtype)
        {
            case ScalarType.Byte: vote.Update(LabelTensors.Span<byte>(map), weight); break;
            case ScalarType.Int8: vote.Update(LabelTensors.Span<sbyte>(map), weight); break;
            case ScalarType.Int16: vote.Update(LabelTensors.Span<short>(map), weight); break;
            case ScalarType.Int32: vote.Update(LabelTensors.Span<int>(map), weight); break;
            default: vote.Update(LabelTensors.Span<long>(map), weight); break;
        }
    }

    /// <summary>Counts for each pixel the label of a member's greatest number, the lowest class of equal ones.</summary>
    /// <param name="vote">The vote, on N x pixels elements.</param>
    /// <param name="probabilities">[N, C, …], channels in the order of the vote's labels; also logits will do.</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">Another number of classes or elements, no floating type, not-a-number, or a weight out of range;
    /// nothing is counted then.</exception>
    public static void UpdateFromProbabilities(this MajorityVote vote, Tensor probabilities, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(vote);
        using var scope = NewDisposeScope();
        vote.UpdateFromProbabilities(
            LabelTensors.Span<float>(ClassByClass(probabilities, vote.Options.Labels.Count, vote.Elements)), weight);
    }

    /// <summary>Adds a member's probabilities.</summary>
    /// <param name="vote">The vote, on N x pixels elements.</param>
    /// <param name="probabilities">[N, C, …], each in [0, 1], channels in the order of the vote's labels.</param>
    /// <param name="weight">The member's weight; positive and finite. Default 1.</param>
    /// <exception cref="ArgumentException">Another number of classes or elements, no floating type, a value outside [0, 1], or a weight out
    /// of range; nothing is added then.</exception>
    public static void Update(this SoftVote vote, Tensor probabilities, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(vote);
        using var scope = NewDisposeScope();
        vote.Update(LabelTensors.Span<float>(ClassByClass(probabilities, vote.Options.Labels.Count, vote.Elements)), weight);
    }

    /// <summary>The winners as a tensor.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="shape">The shape of the labels, such as N, H, W; as many elements as the vote has.</param>
    /// <returns>int64 labels in the processor's memory.</returns>
    /// <exception cref="ArgumentException">Another number of elements.</exception>
    /// <exception cref="InvalidOperationException">No member was counted.</exception>
    public static Tensor ComputeTensor(this MajorityVote vote, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return Winners(vote.Elements, shape, labels => vote.Compute<long>(labels));
    }

    /// <inheritdoc cref="ComputeTensor(MajorityVote, long[])"/>
    public static Tensor ComputeTensor(this SoftVote vote, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(vote);
        return Winners(vote.Elements, shape, labels => vote.Compute<long>(labels));
    }

    /// <summary>[N, C, …] to contiguous [C, N, …] in memory.</summary>
    private static Tensor ClassByClass(Tensor probabilities, int classes, int elements)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (!probabilities.is_floating_point() || probabilities.Dimensions < 2 || probabilities.shape[1] != classes)
            throw new ArgumentException(
                $"The probabilities are {LabelTensors.Describe(probabilities)}; expected a floating type, [N, {classes}, …]: a channel " +
                "for each label of the vote.", nameof(probabilities));
        CheckElements(elements, probabilities.NumberOfElements / classes, probabilities);
        return LabelTensors.ToMemory(probabilities.detach().transpose(0, 1).to(ScalarType.Float32).contiguous());
    }

    private static void CheckElements(int elements, long given, Tensor tensor)
    {
        if (given != elements)
            throw new ArgumentException(
                $"The tensor is {LabelTensors.Describe(tensor)}, {given} pixels; the vote is on {elements}.", nameof(tensor));
    }

    private static Tensor Winners(int elements, long[] shape, Action<long[]> compute)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(size => size < 0) || shape.Aggregate(1L, (product, size) => product * size) != elements)
            throw new ArgumentException(
                $"The shape is [{string.Join(", ", shape)}]; the vote is on {elements} elements.", nameof(shape));
        var labels = new long[elements];
        compute(labels);
        return tensor(labels, shape);
    }
}
