using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers about one parameter. Its tensors belong to no dispose scope.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void Initialize(OptimizerOptions options);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public abstract void SaveStateDict(BinaryWriter writer);

    public virtual void to(Device device)
    {
    }

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Zeros of the parameter's shape, type, device and layout.</summary>
    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    /// <summary>Copies a tensor that may be missing, at the parameter's type and device.</summary>
    private protected void Copy(ref Tensor? target, Tensor? source)
    {
        if (ReferenceEquals(target, source)) return;
        if (source is null)
        {
            target?.Dispose();
            target = null;
            return;
        }
        if (!source.shape.AsSpan().SequenceEqual(_parameter.shape))
            throw new ArgumentException($"The state is of [{string.Join(", ", source.shape)}], but its parameter is [{string.Join(", ", _parameter.shape)}].", nameof(source));
        target ??= Zeros();
        target.copy_(source);
    }

    private protected void Read(BinaryReader reader, ref Tensor? target)
    {
        if (!reader.ReadBoolean())
        {
            Copy(ref target, null);
            return;
        }
        using Tensor source = StateFile.ReadTensor(reader);
        Copy(ref target, source);
    }

    private protected static void Write(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null) StateFile.WriteTensor(writer, tensor);
    }

    private protected static void Move(ref Tensor? tensor, Device device)
    {
        if (tensor is null) return;
        Tensor moved = tensor.to(device);
        if (ReferenceEquals(moved, tensor)) return;
        tensor.Dispose();
        tensor = moved.DetachFromDisposeScope();
    }

    private protected static bool Close(Tensor? one, Tensor? other) =>
        one is null || other is null ? one is null && other is null : one.allclose(other);

    /// <summary>The source as a state of the same optimiser.</summary>
    private protected static T Same<T>(OptimizerState source) where T : OptimizerState =>
        source as T ?? throw new ArgumentException($"The state is of {source?.GetType().DeclaringType?.Name ?? "nothing"}, not of {typeof(T).DeclaringType!.Name}.", nameof(source));
}
