namespace TorchSharp.Peers;

/// <summary>A test that needs Python's torch on this machine; skipped, and counted so, where there is none.</summary>
public sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute()
    {
        if (!Peer.HasTorch) Skip = "There is no Python with torch on this machine.";
    }
}
