using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

/// <summary>The part that is used here of the type of the same name that .NET has from version 9 on; compiled for earlier ones only.</summary>
internal sealed class OrderedDictionary<TKey, TValue> : KeyedCollection<TKey, KeyValuePair<TKey, TValue>> where TKey : notnull
{
    public ICollection<TKey> Keys => [.. Items.Select(item => item.Key)];

    public ICollection<TValue> Values => [.. Items.Select(item => item.Value)];

    public new TValue this[TKey key]
    {
        get => base[key].Value;
        set
        {
            if (IndexOf(key) is var index and >= 0) SetAt(index, key, value);
            else Add(key, value);
        }
    }

    public void Add(TKey key, TValue value) => Add(new(key, value));

    public void Insert(int index, TKey key, TValue value) => Insert(index, new(key, value));

    public KeyValuePair<TKey, TValue> GetAt(int index) => Items[index];

    public void SetAt(int index, TKey key, TValue value) => SetItem(index, new(key, value));

    public bool ContainsKey(TKey key) => Contains(key);

    public int IndexOf(TKey key)
    {
        for (int index = 0; index < Count; index++)
        {
            if (Comparer.Equals(Items[index].Key, key)) return index;
        }
        return -1;
    }

    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out TValue? value) ? value : default;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool found = TryGetValue(key, out KeyValuePair<TKey, TValue> item);
        value = item.Value;
        return found;
    }

    protected override TKey GetKeyForItem(KeyValuePair<TKey, TValue> item) => item.Key;
}
