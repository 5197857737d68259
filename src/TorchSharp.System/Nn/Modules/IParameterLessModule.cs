namespace TorchSharp.Modules;

/// <summary>Marks modules that have neither parameters nor buffers nor children.</summary>
public interface IParameterLessModule
{
}
