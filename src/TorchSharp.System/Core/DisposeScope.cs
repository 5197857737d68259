namespace TorchSharp;

/// <summary>
/// Collects the tensors that are created on its thread while it is the innermost scope and disposes them with itself.
/// Scopes are thread-static: no <c>await</c> inside, one per worker.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private readonly DisposeScopeManager manager;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        Outer = outer;
    }

    internal DisposeScope? Outer { get; }

    internal bool IsClosed { get; private set; }

    public IReadOnlyList<IDisposable> DisposablesView => disposables.ToList();

    public int DisposablesCount => disposables.Count;

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    public void Attach(IDisposable disposable) => Adopt(disposable);

    public void Attach(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables) Adopt(disposable);
    }

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] all = disposables.ToArray();
        Attach(all);
        return all;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveTo(null, disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
        => (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
        => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables) MoveTo(null, disposable);
    }

    public void Detach(IEnumerable<IDisposable> disposables) => Detach(disposables.ToArray());

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveTo(Outer, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
        => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
        => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables) MoveTo(Outer, disposable);
    }

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOuter(disposables.ToArray());

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        MoveTo(scope, disposable);
        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables) MoveTo(scope, disposable);
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IDisposable)keep);
        return keep;
    }

    public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in disposables.ToArray())
        {
            if (keep.Contains(disposable)) continue;
            disposable.Dispose();
            disposables.Remove(disposable); // a tensor has taken itself out already
        }
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        if (disposables.Remove(disposable) && disposable is torch.Tensor tensor)
        {
            tensor.Scope = null;
            manager.StatisticsOf(tensor).DisposedInScopeCount++;
        }
    }

    public void Dispose()
    {
        if (IsClosed) return;
        IsClosed = true;
        DisposeEverything();
        manager.LeaveClosed();
    }

    internal void Add(torch.Tensor created)
    {
        disposables.Add(created);
        created.Scope = this;
    }

    internal void Drop(torch.Tensor disposedElsewhere) => disposables.Remove(disposedElsewhere);

    private void Adopt(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            if (ReferenceEquals(tensor.Scope, this)) return;
            tensor.Scope?.Drop(tensor);
            tensor.Scope = this;
            manager.StatisticsOf(tensor).AttachedToScopeCount++;
        }
        disposables.Add(disposable);
    }

    private void MoveTo(DisposeScope? target, IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        if (!disposables.Remove(disposable)) return;
        if (disposable is torch.Tensor tensor)
        {
            tensor.Scope = target;
            if (target is null) manager.StatisticsOf(tensor).DetachedFromScopeCount++;
        }
        target?.disposables.Add(disposable);
    }
}
