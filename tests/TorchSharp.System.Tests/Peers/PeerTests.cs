namespace TorchSharp.Peers;

/// <summary>Modules, functions, initialisation, optimisers and schedulers against Python's torch.</summary>
public sealed class PeerTests
{
    public static TheoryData<string> Names => [.. PeerCases.All.Keys];

    // Kernels differ between processors in the last digits, so what was written down elsewhere is met only approximately.
    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_numbers_written_down(string name)
    {
        double[] expected = Peer.Expected[name].Numbers;
        double[] actual = Compute(name).Numbers;

        for (int i = 0; i < expected.Length; i++)
            actual[i].Should().BeApproximately(expected[i], 2e-5 * Math.Max(1, Math.Abs(expected[i])), "number {0} of {1}", i, name);
    }

    [Fact]
    public void Covers_all_that_was_written_down() => PeerCases.All.Keys.Should().BeEquivalentTo(Peer.Expected.Keys);

    // On the same machine with the same libtorch every bit is the same.
    [PeerFact]
    public void Agrees_with_Python_bit_for_bit()
    {
        Dictionary<string, Peer.Outcome> live = Peer.Live;

        string[] different = [.. PeerCases.All.Keys.Where(name => Compute(name).Hash != live[name].Hash)];

        different.Should().BeEmpty();
    }

    private static Peer.Outcome Compute(string name)
    {
        int threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return Peer.Of(PeerCases.All[name]());
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }
}
