namespace Awsnet.Components.Tests;

/// <summary>A test against the system's Python torch; skipped where there is none.</summary>
internal sealed class PythonTorchFactAttribute : FactAttribute
{
    public PythonTorchFactAttribute() => Skip = PythonTorch.Missing;
}
