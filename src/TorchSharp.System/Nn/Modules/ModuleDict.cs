using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in the order in which they were added.</summary>
public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)> where T : nn.Module
{
    private readonly OrderedDictionary<string, T> entries = [];

    public ModuleDict() : base(nameof(ModuleDict<T>))
    {
    }

    public int Count => entries.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => entries.Keys;

    public ICollection<T> Values => entries.Values;

    public T this[string key]
    {
        get => entries[key];
        set => Change(() => entries[key] = value);
    }

    public (string, T) this[int index]
    {
        get => (entries.GetAt(index).Key, entries.GetAt(index).Value);
        set => Change(() => entries.SetAt(index, value.Item1, value.Item2));
    }

    public IEnumerable<string> keys() => entries.Keys;

    public IEnumerable<T> values() => entries.Values;

    public IEnumerator<(string, T)> items() => Pairs().GetEnumerator();

    public IEnumerator<(string, T)> GetEnumerator() => Pairs().GetEnumerator();

    public void Add(string key, T value) => Change(() => entries.Add(key, value));

    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Insert(int index, (string, T) item) => Change(() => entries.Insert(index, item.Item1, item.Item2));

    public bool Remove(string key)
    {
        bool removed = entries.Remove(key);
        Rename();
        return removed;
    }

    public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);

    public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index) => Change(() => entries.RemoveAt(index));

    public void Clear() => Change(entries.Clear);

    public void clear() => Clear();

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool Contains((string, T) item) => entries.TryGetValue(item.Item1, out T? value) && ReferenceEquals(value, item.Item2);

    public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public int IndexOf((string, T) item) => Contains(item) ? entries.IndexOf(item.Item1) : -1;

    public void CopyTo((string, T)[] array, int arrayIndex) => Pairs().ToArray().CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => entries.ToArray().CopyTo(array, arrayIndex);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => entries.GetEnumerator();

    // Nothing for reflection to find: every change registers.
    protected internal override void RegisterComponents()
    {
    }

    private IEnumerable<(string, T)> Pairs() => entries.Select(item => (item.Key, item.Value));

    private void Change(Action change)
    {
        change();
        Rename();
    }

    private void Rename()
    {
        ClearModules();
        foreach ((string key, T module) in entries) register_module(key, module);
    }
}
