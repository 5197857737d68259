namespace Awsnet.Components;

/// <summary>A dictionary of a pickle, in the order it was written.</summary>
internal sealed class PickledDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    public object? Find(string name) => Items.LastOrDefault(item => item.Key is string key && key == name).Value;
}
