using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>Records the attention maps of a network for one slice.</summary>
internal sealed class GateRecorder : IDisposable
{
    private readonly List<IDisposable> hooks = [];
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
            hooks.Add(new Removal(hook.remove));
        }
    }

    /// <summary>One map a gate, in the order in which the network reached them: deepest first.</summary>
    public IReadOnlyList<AttentionMap> Maps => maps;

    public void Dispose()
    {
        foreach (var hook in hooks) hook.Dispose();
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
