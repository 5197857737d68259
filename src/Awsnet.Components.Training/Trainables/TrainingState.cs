namespace Awsnet.Components;

/// <summary>
/// Everything that a training step changes, for candidates in a loop of one's own: parameters, buffers such as batch-norm statistics,
/// the optimizer's memory, and the random generator of the CPU.
/// </summary>
/// <remarks>
/// Snapshots lie on the network's device in buffers that are used again once released. The network's parameters must stay the same
/// tensors: move it to its device first.
/// </remarks>
/// <example>
/// <code>
/// using var state = new TrainingState(network, optimizer);
/// var start = state.Snapshot();
/// foreach (var proposal in controller.Ask(10))
/// {
///     state.Restore(start);
///     TrainEpoch(proposal.Weights, proposal.Seed);
///     …
/// }
/// </code>
/// </example>
public sealed class TrainingState : IDisposable
{
    private const string RandomName = "random.torch", OptimizerKey = "awsnet.optimizer";

    private readonly NetworkState _state;
    private readonly Stack<TorchSnapshot> _free = new();
    private readonly HashSet<TorchSnapshot> _held = [];

    /// <summary>Looks at a network and its optimizer; nothing is copied yet. Both stay their owner's.</summary>
    /// <param name="network">Any module, on the device it trains on.</param>
    /// <param name="optimizer">One of torch's optimizers that can save its state, such as Adam, AdamW or SGD.</param>
    /// <exception cref="ArgumentException">The optimizer cannot save its state.</exception>
    public TrainingState(nn.Module network, optim.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        _state = new NetworkState(network, optimizer, emaDecay: null);
    }

    /// <summary>Copies the state. The copy is not touched by later training.</summary>
    public TorchSnapshot Snapshot()
    {
        TorchSnapshot snapshot = _free.TryPop(out var used) ? used : new TorchSnapshot();
        _state.CopyTo(snapshot);
        using (NewDisposeScope())
            NetworkState.Copy([(RandomName, get_rng_state())], snapshot.Tensors);
        _held.Add(snapshot);
        return snapshot;
    }

    /// <summary>Goes back to a copied state. The snapshot stays valid and may be restored again.</summary>
    /// <param name="snapshot">One of this object's snapshots that was not released.</param>
    /// <exception cref="ArgumentException">It is another object's, or was released.</exception>
    public void Restore(TorchSnapshot snapshot)
    {
        CheckHeld(snapshot);
        _state.CopyFrom(snapshot);
        set_rng_state(snapshot.Tensors[RandomName]);
    }

    /// <summary>Gives a snapshot back, so that its buffers serve the next one.</summary>
    /// <param name="snapshot">One of this object's snapshots that was not released.</param>
    /// <exception cref="ArgumentException">It is another object's, or was released.</exception>
    public void Release(TorchSnapshot snapshot)
    {
        CheckHeld(snapshot);
        _held.Remove(snapshot);
        _free.Push(snapshot);
    }

    /// <summary>Writes the state to a safetensors file with a digest of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Text to go with it, such as how many steps are done; null for none. <c>sha256</c> and
    /// <c>awsnet.optimizer</c> are the file's own.</param>
    /// <exception cref="ArgumentException">Metadata with one of these two keys.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var texts = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>());
        // AdamW's moments have the names of Adam's.
        if (!texts.TryAdd(OptimizerKey, _state.OptimizerName))
            throw new ArgumentException($"The optimizer's kind has the key {OptimizerKey}; choose another.", nameof(metadata));
        var snapshot = Snapshot();
        try
        {
            TensorFile.Write(path, texts, snapshot.InOrder(), File.Create);
        }
        finally
        {
            Release(snapshot);
        }
    }

    /// <summary>Goes back to a state that was saved, here or in another process.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <returns>The text that was saved with it, the file's digest as <c>sha256</c> and the kind of optimizer as
    /// <c>awsnet.optimizer</c>.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or of another network or optimizer.</exception>
    public IReadOnlyDictionary<string, string> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var content = TensorFile.Open(path);
        if (content.Texts.TryGetValue(OptimizerKey, out string? saved) && saved != _state.OptimizerName)
            throw new InvalidDataException(
                $"{path} was saved with the optimizer {saved}, this one is {_state.OptimizerName}; load it with {saved}.");
        var snapshot = Snapshot();
        try
        {
            snapshot.Read(content);
            Restore(snapshot);
        }
        finally
        {
            Release(snapshot);
        }
        return content.Texts;
    }

    /// <summary>Frees all snapshots. Network and optimizer stay.</summary>
    public void Dispose()
    {
        foreach (var snapshot in _held.Concat(_free))
            snapshot.Free();
        _held.Clear();
        _free.Clear();
        _state.Dispose();
    }

    private void CheckHeld(TorchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!_held.Contains(snapshot))
            throw new ArgumentException(
                "The snapshot is not one of this state's, or was released; take one with Snapshot and release it once, at the end.",
                nameof(snapshot));
    }
}
