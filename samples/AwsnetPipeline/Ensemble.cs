namespace Awsnet.Components.Samples;

/// <summary>
/// Bagging: ASANs for one task, whose β₀ and first weights differ a little, vote on every pixel. Their probabilities are averaged: of
/// few members that tells more than how many say a class, the paper's vote (<see cref="MajorityVote"/>).
/// </summary>
internal sealed class Ensemble : IDisposable
{
    private const int Classes = 3;

    private readonly List<Fine> _members = [];

    public Ensemble(MyoPsTarget target, Heart[] training, Heart[] validation, Plan plan, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Members, 1);
        Slices learned = Fine.SlicesOf(training, target), judged = Fine.SlicesOf(validation, target);
        for (int member = 0; member < plan.Members; member++)
            _members.Add(new Fine(target, member, learned, judged, plan, cancellation));
    }

    /// <summary>Classes, [slices, 384, 384]; outside the ventricle there is nothing.</summary>
    public byte[] Vote(Heart heart, byte[] ventricle)
    {
        var classes = new byte[ventricle.Length];
        if (Fine.Attend(heart, ventricle) is not { } view)
            return classes;
        float[][][] said = [.. _members.Select(member => member.Probabilities(view, heart.Slices))];
        var probabilities = new float[Classes * Heart.Plane];
        for (int z = 0; z < heart.Slices; z++)
        {
            var vote = new SoftVote(Heart.Plane, VoteOptions.Classes(Classes));
            foreach (float[][] member in said)
            {
                view.Region.ProbabilitiesToOriginal(member[z], Classes, probabilities);
                vote.Update(probabilities);
            }
            vote.Compute(Heart.OfSlice(classes, z));
        }
        for (int i = 0; i < classes.Length; i++)
            classes[i] *= view.Inside[i];
        return classes;
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());
}
