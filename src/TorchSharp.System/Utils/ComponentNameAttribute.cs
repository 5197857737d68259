namespace TorchSharp.Utils;

/// <summary>Names a module's field in the state dictionary otherwise than the field itself.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
