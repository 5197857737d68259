namespace Awsnet.Components.Tests;

/// <summary>A test with Python's onnx; skipped where there is none.</summary>
internal sealed class OnnxCheckerFactAttribute : FactAttribute
{
    public OnnxCheckerFactAttribute() => Skip = OnnxChecker.Missing;
}
