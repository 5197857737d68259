using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Records the attention maps of a network for one slice.</summary>
internal sealed class GateRecorder : IDisposable
{
    private readonly List<Action> removals = [];
    private readonly List<AttentionMap> maps = [];

    public GateRecorder(nn.Module network)
    {
        foreach (var gate in network.modules().OfType<PixelAttentionGate>())
        {
            var hook = gate.register_forward_hook((_, skip, decoder, result) =>
            {
                using var scope = NewDisposeScope();
                // A map of one channel, or the mean over the features of one channel each.
                var map = gate.Attend(skip, decoder).Attention[0].mean([0L]).to(ScalarType.Float32).cpu().contiguous();
                maps.Add(new AttentionMap((int)map.shape[0], (int)map.shape[1], [.. map.data<float>()]));
                return result;
            });
            removals.Add(hook.remove);
        }
    }

    /// <summary>One map a gate, in the order in which the network reached them: deepest first.</summary>
    public IReadOnlyList<AttentionMap> Maps => maps;

    public void Dispose()
    {
        foreach (var remove in removals) remove();
    }
}
