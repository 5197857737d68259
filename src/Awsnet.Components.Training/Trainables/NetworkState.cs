using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// The live state of one network in training: what a snapshot copies, a checkpoint stores and a skipped step must not touch.
/// </summary>
internal sealed class NetworkState : IDisposable
{
    internal const string NetworkPrefix = "network.";
    private const string EmaPrefix = "ema.";

    private readonly OptimizerMemory _optimizer;
    private readonly (string Name, Tensor Live)[] _network;
    private readonly (string Name, Parameter Live, Tensor Average)[] _ema;
    private readonly (Tensor Live, Tensor Copy)[] _buffers;
    private readonly double _decay;

    internal NetworkState(nn.Module network, optim.Optimizer optimizer, double? emaDecay)
    {
        _optimizer = new OptimizerMemory(optimizer as OptimizerHelper
            ?? throw new ArgumentException(
                $"{optimizer.GetType().Name} cannot save its state; use one that can, such as Adam, AdamW or SGD.", nameof(optimizer)));
        var parameters = network.named_parameters().ToArray();
        var buffers = network.named_buffers().ToArray();
        Parameters = [.. parameters.Select(entry => entry.parameter)];
        OptimizerName = optimizer.GetType().Name;
        HashSet<nint> trained = [.. optimizer.parameters().Select(parameter => parameter.Handle)];
        Untrained = [.. Parameters.Where(parameter => !trained.Remove(parameter.Handle))];
        if (Untrained.Length == Parameters.Length)
            throw new ArgumentException(
                $"The {OptimizerName} has none of the network's parameters and would train something else; make it of the network that " +
                "it is for, such as network => optim.Adam(network.parameters()).", nameof(optimizer));
        if (trained.Count > 0)
            throw new ArgumentException(
                $"The {OptimizerName} has {trained.Count} parameters that are not the network's, which would be neither saved nor put " +
                "back; make them the network's, for instance in a module around it.", nameof(optimizer));
        _network = [.. parameters.Select(entry => (entry.name, (Tensor)entry.parameter)),
            .. buffers.Select(entry => (entry.name, entry.buffer))];
        _decay = emaDecay ?? 0;
        using var frozen = no_grad();
        _buffers = [.. buffers.Select(entry => (entry.buffer, Owned(entry.buffer)))];
        _ema = emaDecay is null ? [] : [.. parameters.Select(entry => (entry.name, entry.parameter, Owned(entry.parameter)))];
    }

    internal Parameter[] Parameters { get; }

    /// <summary>Those that the optimizer leaves alone.</summary>
    internal Parameter[] Untrained { get; }

    /// <summary>What kind of optimizer it is: AdamW's moments have the names of Adam's.</summary>
    internal string OptimizerName { get; }

    internal long EmaSteps { get; set; }

    /// <summary>Parameters and buffers by name: live, not copied.</summary>
    internal IEnumerable<(string Name, Tensor Live)> Network => _network;

    /// <summary>Everything that training changes. Most of it is live; the rest belongs to the current dispose scope.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Tensors =>
        [.. Network.Select(Prefixed), .. _ema.Select(entry => (EmaPrefix + entry.Name, entry.Average)), .. _optimizer.Save()];

    /// <summary>What the network is judged and kept by: buffers, and parameters or, where there are any, their averages.</summary>
    internal IEnumerable<(string Name, Tensor Live)> Judged =>
        _network.Select((entry, index) => index < _ema.Length ? (entry.Name, _ema[index].Average) : entry);

    internal void CopyTo(TorchSnapshot snapshot)
    {
        using var scope = NewDisposeScope();
        Copy(Tensors, snapshot.Tensors);
        snapshot.EmaSteps = EmaSteps;
    }

    internal void CopyFrom(TorchSnapshot snapshot) => CopyFrom(snapshot, snapshot.EmaSteps);

    internal void CopyFrom(ITensorSource source, long emaSteps)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        // First, as it alone may refuse what the source has.
        _optimizer.Load(source);
        foreach (var (name, live) in Network.Select(Prefixed))
            source.ReadInto(name, live);
        foreach (var (name, _, average) in _ema)
            source.ReadInto(EmaPrefix + name, average);
        EmaSteps = emaSteps;
    }

    /// <summary>Copies tensors by name into buffers that are made when they are missing.</summary>
    internal static void Copy(IEnumerable<(string Name, Tensor Value)> source, Dictionary<string, Tensor> target)
    {
        using var gradients = no_grad();
        foreach (var (name, value) in source)
        {
            if (target.TryGetValue(name, out Tensor? copy) && copy.numel() == value.numel())
            {
                copy.copy_(value);
                continue;
            }
            copy?.Dispose();
            target[name] = Owned(value);
        }
    }

    /// <summary>Buffers change in the forward pass, before anybody knows whether the step is sound.</summary>
    internal void GuardBuffers()
    {
        using var frozen = no_grad();
        foreach (var (live, copy) in _buffers)
            copy.copy_(live);
    }

    internal void TakeBuffersBack()
    {
        using var frozen = no_grad();
        foreach (var (live, copy) in _buffers)
            live.copy_(copy);
    }

    /// <summary>a ← d a + (1 − d) θ, with d smaller in the first steps so that the average soon forgets the initial weights.</summary>
    internal void UpdateEma()
    {
        if (_ema.Length == 0)
            return;
        EmaSteps++;
        double decay = Math.Min(_decay, (1.0 + EmaSteps) / (10.0 + EmaSteps));
        using var frozen = no_grad();
        foreach (var (_, live, average) in _ema)
            average.mul_(decay).add_(live, 1 - decay);
    }

    /// <summary>Puts the averages into the network until the returned object is disposed.</summary>
    internal IDisposable UseEma() => new Swap(_ema);

    public void Dispose()
    {
        foreach (var (_, copy) in _buffers)
            copy.Dispose();
        foreach (var (_, _, average) in _ema)
            average.Dispose();
    }

    private static (string Name, Tensor Live) Prefixed((string Name, Tensor Live) entry) => (NetworkPrefix + entry.Name, entry.Live);

    /// <summary>A copy that no dispose scope of a caller takes away. Made without gradients, so it needs no detaching.</summary>
    private static Tensor Owned(Tensor tensor) => tensor.clone().DetachFromDisposeScope();

    private sealed class Swap : IDisposable
    {
        private readonly (Parameter Live, Tensor Kept)[] _kept;

        internal Swap((string Name, Parameter Live, Tensor Average)[] averages)
        {
            using var frozen = no_grad();
            _kept = [.. averages.Select(entry => (entry.Live, Owned(entry.Live)))];
            foreach (var (_, live, average) in averages)
                live.copy_(average);
        }

        public void Dispose()
        {
            using var frozen = no_grad();
            foreach (var (live, kept) in _kept)
            {
                live.copy_(kept);
                kept.Dispose();
            }
        }
    }
}
