using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>Ten members' label maps of 10 x 256 x 256 with three classes, a disc in each slice, counted and resolved.</summary>
public class VoteBenchmarks
{
    private const int Members = 10;

    private byte[][] members = null!;
    private byte[] labels = null!;
    private MajorityVote vote = null!;

    [GlobalSetup]
    public void Setup()
    {
        members = [.. Enumerable.Range(0, Members).Select(member => Shapes.Rings(10, 256, radius: 60 + member))];
        labels = new byte[members[0].Length];
        vote = new MajorityVote(labels.Length, VoteOptions.Classes(3));
    }

    [Benchmark]
    public void Majority()
    {
        vote.Clear();
        foreach (byte[] member in members) vote.Update<byte>(member);
        vote.Compute<byte>(labels);
    }
}
