namespace Awsnet.Components.Tests;

/// <summary>Tests with onnxruntime under Node; skipped where there is none.</summary>
internal sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    public OnnxRuntimeTheoryAttribute() => Skip = Peer.MissingRuntime;
}
