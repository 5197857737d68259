namespace Awsnet.Components.Tests;

/// <summary>A test against the system's libpng: pngcheck, netpbm's pngtopam, Python's Pillow; skipped where one is missing.</summary>
internal sealed class LibpngFactAttribute : FactAttribute
{
    private static readonly string? Missing = PeerTool.Missing("pngcheck") ?? PeerTool.Missing("pngtopam")
        ?? PeerTool.MissingPackage("PIL");

    public LibpngFactAttribute() => Skip = Missing;
}
