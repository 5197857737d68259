using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The members' networks of one task: their votes are counted.</summary>
internal sealed class FineVote : IDisposable
{
    private readonly Device device;
    private readonly int count;
    private readonly IReadOnlyList<(SupervisedNetwork Network, FineOptions Options)> members;

    public FineVote(RunFolder run, string stage, Device device)
    {
        var record = run.Record;
        this.device = device;
        count = record.Options.Fine.Classes;
        members = [.. Enumerable.Range(0, record.Options.Members).Select(member => (
            Inference.Fused(
                Inference.Load(run, Stage.OfMember(stage, member), Networks.Fine(record.Options.FineOf(member), record.Compute), device)),
            record.Options.FineOf(member)))];
    }

    /// <summary>The classes of a case; nothing outside the ventricle.</summary>
    public FinePrediction Predict(MyoPsVolume volume, Ventricle ventricle, Vote vote)
    {
        var voxels = volume.De.Length;
        var majority = new MajorityVote(voxels, VoteOptions.Classes(count));
        var soft = new SoftVote(voxels, VoteOptions.Classes(count));
        int[] slices = [.. Enumerable.Range(0, volume.Slices).Where(ventricle.IsIn)];
        foreach (var (network, options) in members)
        {
            var input = FineInput.Create(volume, ventricle, options, options.MaskGrowth)
                ?? throw new ArgumentException("There is no ventricle in the case, so there is nothing to predict.", nameof(ventricle));
            using var scope = NewDisposeScope();
            var images = Inference.Stack([.. slices.Select(input.Slice)], options.Channels, options.InputSize, device);
            var found = Probabilities(network, images, options).cpu();
            var probabilities = input.ToOriginal([.. found.contiguous().data<float>()], count, slices);
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

    private static Tensor Probabilities(SupervisedNetwork network, Tensor images, FineOptions options)
    {
        if (!options.Polar) return Asan.Probabilities(network, images, options.MirrorAtInference);
        using var scope = NewDisposeScope();
        var polar = new PolarGrid(options.InputSize);
        // It is the heart that is mirrored, not its picture in polar coordinates.
        long[][] mirrorings = options.MirrorAtInference ? [[], [2], [3], [2, 3]] : [[]];
        return mirrorings.Select(axes =>
                polar.ProbabilitiesToSquare(Asan.Probabilities(network, polar.ToPolar(images.flip(axes)))).flip(axes) / mirrorings.Length)
            .Aggregate((sum, probabilities) => sum + probabilities).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var (network, _) in members) network.Dispose();
    }
}
