using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The members' networks of one task: their votes are counted.</summary>
internal sealed class FineVote : IDisposable
{
    private readonly Device device;
    private readonly int count;
    private readonly IReadOnlyList<FineMember> members;

    public FineVote(RunFolder run, string stage, Device device)
    {
        var record = run.Record;
        this.device = device;
        count = record.Options.Fine.Classes;
        members = [.. Enumerable.Range(0, record.Options.Members).Select(member =>
        {
            var options = record.Options.FineOf(member);
            var network = Inference.Load(run, Stage.OfMember(stage, member), Networks.Fine(options, record.Compute), device);
            return new FineMember(Inference.Fused(network), options);
        })];
    }

    /// <summary>The classes of a case; nothing outside the ventricle.</summary>
    /// <param name="inputs">The case as each member sees it.</param>
    /// <param name="slices">Those with a ventricle.</param>
    public FinePrediction Predict(IReadOnlyList<FineInput> inputs, int[] slices, Vote vote)
    {
        var voxels = inputs[0].Region.Inside.Length;
        var majority = new MajorityVote(voxels, VoteOptions.Classes(count));
        var soft = new SoftVote(voxels, VoteOptions.Classes(count));
        foreach (var (member, input) in members.Zip(inputs))
        {
            var options = member.Options;
            using var scope = NewDisposeScope();
            var images = Inference.Stack([.. slices.Select(input.Slice)], options.Channels, options.InputSize, device);
            var found = member.Probabilities(images).cpu().contiguous();
            var probabilities = input.Region.ProbabilitiesToOriginal([.. found.data<float>()], count, slices);
            majority.UpdateFromProbabilities(probabilities);
            soft.Update(probabilities);
        }

        var prediction = new FinePrediction(new byte[voxels], new float[count * voxels], new float[voxels]);
        if (vote == Vote.Mean) soft.Compute<byte>(prediction.Classes);
        else majority.Compute<byte>(prediction.Classes);
        soft.Mean(prediction.Probabilities);
        majority.Agreement(prediction.Agreement);
        return prediction;
    }

    public void Dispose()
    {
        foreach (var member in members) member.Dispose();
    }
}
