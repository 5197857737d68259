using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>Label tensors of any device as contiguous memory.</summary>
internal static class LabelTensors
{
    /// <summary>Whether the numbers are labels: an integer type, or truth values.</summary>
    public static void CheckLabels(Tensor labels, string name)
    {
        ArgumentNullException.ThrowIfNull(labels, name);
        if (labels.dtype is not (ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64
            or ScalarType.Bool))
            throw new ArgumentException(
                $"The {name} is {Describe(labels)}; expected labels of an integer type, such as argmax(1) of logits gives.", name);
    }

    /// <summary>Two label maps of one shape in the processor's memory, in one type. What lies on one device is copied at once.</summary>
    /// <returns>Tensors of the dispose scope that this is called in.</returns>
    public static (Tensor Prediction, Tensor Truth) ToMemory(Tensor prediction, Tensor truth)
    {
        CheckLabels(prediction, nameof(prediction));
        CheckLabels(truth, nameof(truth));
        if (!prediction.shape.AsSpan().SequenceEqual(truth.shape))
            throw new ArgumentException(
                $"The prediction is {Describe(prediction)} and the truth {Describe(truth)}; both must have one shape.", nameof(truth));
        ScalarType type = prediction.dtype == truth.dtype ? prediction.dtype : ScalarType.Int64;
        type = type == ScalarType.Bool ? ScalarType.Byte : type;
        (Tensor first, Tensor second) = (prediction.to(type), truth.to(type));
        bool isElsewhere = prediction.device_type != DeviceType.CPU
            && prediction.device_type == truth.device_type && prediction.device_index == truth.device_index;
        if (isElsewhere)
        {
            Tensor both = stack([first, second]).cpu();
            (first, second) = (both[0], both[1]);
        }
        return (ToMemory(first), ToMemory(second));
    }

    /// <summary>A tensor in the processor's memory, as it is if it lies there in order.</summary>
    public static Tensor ToMemory(Tensor tensor) => tensor.cpu().contiguous();

    /// <summary>The numbers of a contiguous tensor in the processor's memory.</summary>
    public static ReadOnlySpan<T> Span<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    public static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
