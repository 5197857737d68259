using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The members' networks of one task: each says what it sees, and their votes are counted.</summary>
internal sealed class FineVote : IDisposable
{
    private readonly Device device;
    private readonly int count;
    private readonly IReadOnlyList<(SupervisedNetwork Network, FineOptions Options)> members;

    public FineVote(RunFolder run, string stage, Device device)
    {
        var record = run.Record;
        this.device = device;
        count = Networks.FineClasses(record.Options.Fine);
        members = [.. Enumerable.Range(0, record.Options.Members).Select(member => (
            Inference.Load(run, Stage.OfMember(stage, member), Networks.Fine(record.Options.FineOf(member), record.Compute), device),
            record.Options.FineOf(member)))];
    }

    /// <summary>The classes of a case; nothing outside the ventricle.</summary>
    public FinePrediction Predict(MyoPsVolume volume, Ventricle ventricle, Vote vote)
    {
        var majority = new MajorityVote(volume.De.Length, VoteOptions.Classes(count));
        var sum = new float[count * volume.De.Length];
        int[] slices = [.. Enumerable.Range(0, volume.Slices).Where(ventricle.IsIn)];
        foreach (var (network, options) in members)
        {
            var input = FineInput.Create(volume, ventricle, options, options.MaskGrowth)
                ?? throw new ArgumentException("There is no ventricle in the case, so there is nothing to look at.", nameof(ventricle));
            using var images = Inference.Stack([.. slices.Select(input.Slice)], options.Sequences.Count, options.InputSize, device);
            var probabilities = OnTheGrid(Inference.Probabilities(network, images, options.MirrorAtInference), volume, slices, input);
            majority.Update<byte>(Greatest(probabilities));
            for (var i = 0; i < sum.Length; i++) sum[i] += probabilities[i];
        }

        var classes = vote == Vote.Mean ? Greatest(sum) : Winners(majority);
        for (var i = 0; i < sum.Length; i++) sum[i] /= members.Count;
        var agreement = new float[volume.De.Length];
        majority.Agreement(agreement);
        return new FinePrediction(classes, sum, agreement);
    }

    public void Dispose()
    {
        foreach (var (network, _) in members) network.Dispose();
    }

    /// <summary>[classes, slice, y, x] on the case's grid; outside the ventricle all is background.</summary>
    private float[] OnTheGrid(float[] found, MyoPsVolume volume, int[] slices, FineInput input)
    {
        int size = input.Mapping.Height * input.Mapping.Width, plane = volume.Height * volume.Width, all = volume.De.Length;
        var probabilities = new float[count * all];
        probabilities.AsSpan(0, all).Fill(1);
        var slice = new float[count * plane];
        for (var i = 0; i < slices.Length; i++)
        {
            input.Mapping.ProbabilitiesToOriginal(found.AsSpan(i * count * size, count * size), count, slice);
            var region = input.Region(slices[i]);
            for (var p = 0; p < plane; p++)
            {
                if (region[p] == 0) continue;
                for (var c = 0; c < count; c++) probabilities[(c * all) + (slices[i] * plane) + p] = slice[(c * plane) + p];
            }
        }

        return probabilities;
    }

    /// <summary>The class of the greatest value; of equal ones, the lowest.</summary>
    private byte[] Greatest(float[] values)
    {
        var classes = new byte[values.Length / count];
        for (var i = 0; i < classes.Length; i++)
        {
            for (var c = 1; c < count; c++)
            {
                if (values[(c * classes.Length) + i] > values[(classes[i] * classes.Length) + i]) classes[i] = (byte)c;
            }
        }

        return classes;
    }

    private static byte[] Winners(MajorityVote majority)
    {
        var classes = new byte[majority.Elements];
        majority.Compute<byte>(classes);
        return classes;
    }
}
