namespace Awsnet.Components.Tests;

/// <summary>A test against the system's nibabel; skipped where there is none.</summary>
internal sealed class NibabelFactAttribute : FactAttribute
{
    private static readonly string? Missing = PeerTool.MissingPackage("nibabel");

    public NibabelFactAttribute() => Skip = Missing;
}
