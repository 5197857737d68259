using System.Numerics;

namespace Awsnet.Components;

/// <summary>Scores an ensemble without a validation set: each item by the members that did not train on it.</summary>
public static class OutOfBag
{
    /// <summary>Votes on each item with the members whose bag left it out, and scores the vote.</summary>
    /// <typeparam name="T">Type of a label.</typeparam>
    /// <param name="items">Number of items.</param>
    /// <param name="samples">One sample a member.</param>
    /// <param name="options">Labels and tie-break.</param>
    /// <param name="predict">Gives a member's label map of an item: (member, item); asked only for items out of the member's bag.</param>
    /// <param name="score">Scores a vote on an item: (item, label map).</param>
    /// <returns>Mean and scores by item.</returns>
    /// <exception cref="ArgumentException">There is no sample, or a sample names an item that does not exist.</exception>
    public static OutOfBagResult Evaluate<T>(
        int items,
        IReadOnlyList<BootstrapSample> samples,
        VoteOptions options,
        Func<int, int, T[]> predict,
        Func<int, T[], double> score)
        where T : unmanaged, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(score);
        if (samples.Count == 0) throw new ArgumentException("There is no sample; give one a member.", nameof(samples));

        var voters = VotersByItem(items, samples);
        var scores = new double[items];
        var unscored = new List<int>();
        double sum = 0;
        for (var item = 0; item < items; item++)
        {
            if (voters[item].Count == 0)
            {
                scores[item] = double.NaN;
                unscored.Add(item);
                continue;
            }

            scores[item] = score(item, Vote(item, voters[item], options, predict));
            sum += scores[item];
        }

        return new OutOfBagResult(sum / (items - unscored.Count), scores, [.. voters.Select(v => v.Count)], unscored);
    }

    private static List<int>[] VotersByItem(int items, IReadOnlyList<BootstrapSample> samples)
    {
        var voters = new List<int>[items];
        for (var item = 0; item < items; item++) voters[item] = [];
        foreach (var sample in samples)
        {
            foreach (var item in sample.OutOfBag)
            {
                if (item < 0 || item >= items)
                    throw new ArgumentException(
                        $"The sample of member {sample.Member} leaves out item {item}, but there are {items} items.", nameof(samples));
                voters[item].Add(sample.Member);
            }
        }

        return voters;
    }

    private static T[] Vote<T>(int item, List<int> members, VoteOptions options, Func<int, int, T[]> predict)
        where T : unmanaged, INumber<T>
    {
        MajorityVote? vote = null;
        foreach (var member in members)
        {
            var map = predict(member, item);
            vote ??= new MajorityVote(map.Length, options);
            vote.Update<T>(map);
        }

        var resolved = new T[vote!.Elements];
        vote.Compute<T>(resolved);
        return resolved;
    }
}
