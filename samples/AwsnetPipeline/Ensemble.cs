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
        Slices learned = Fine.SlicesOf(training, target), judged = Fine.SlicesOf(validation, target);
        for (int member = 0; member < plan.Members; member++)
            _members.Add(new Fine(target, member, learned, judged, plan, cancellation));
    }

    /// <summary>Classes, [slices, 384, 384]; outside the ventricle there is nothing.</summary>
    public byte[] Vote(Heart heart, byte[] ventricle)
    {
        var classes = new byte[ventricle.Length];
        if (Fine.Attend(heart, ventricle) is not { } input)
            return classes;
        var vote = new SoftVote(ventricle.Length, VoteOptions.Classes(Classes));
        foreach (Fine member in _members)
            vote.Update(member.Probabilities(input, heart.Slices));
        vote.Compute<byte>(classes);
        return classes;
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());
}
