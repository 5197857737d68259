using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by position; their names are "0", "1", ...</summary>
public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
{
    private readonly List<T> items;

    public ModuleList(params T[] modules) : base(nameof(ModuleList<T>))
    {
        items = [.. modules];
        Renumber();
    }

    public int Count => items.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => items[index];
        set => Change(() => items[index] = value);
    }

    public void Add(T item) => Change(() => items.Add(item));

    public void append(params T[] parameters) => Change(() => items.AddRange(parameters));

    public void extend(IEnumerable<T> modules) => Change(() => items.AddRange(modules));

    public void Insert(int index, T item) => Change(() => items.Insert(index, item));

    public void RemoveAt(int index) => Change(() => items.RemoveAt(index));

    public bool Remove(T item)
    {
        bool removed = items.Remove(item);
        Renumber();
        return removed;
    }

    public void Clear() => Change(items.Clear);

    public bool Contains(T item) => items.Contains(item);

    public int IndexOf(T item) => items.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Nothing for reflection to find: every change renumbers.
    protected internal override void RegisterComponents()
    {
    }

    private void Change(Action change)
    {
        change();
        Renumber();
    }

    private void Renumber()
    {
        ClearModules();
        for (int i = 0; i < items.Count; i++) register_module(i.ToString(), items[i]);
    }
}
