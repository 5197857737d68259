namespace Awsnet.Components;

/// <summary>What the supervision heads of a network say, before any softmax.</summary>
/// <param name="Heads">One entry per head, deepest first and final last: [N, classes, H, W] (in 3-D
/// [N, classes, D, H, W]) at the input's size, or <see langword="null"/> for a head that was not asked for.</param>
public readonly record struct SupervisedLogits(IReadOnlyList<Tensor?> Heads)
{
    /// <summary>The final head: the network's answer.</summary>
    /// <value>[N, classes, H, W], or [N, classes, D, H, W].</value>
    /// <exception cref="InvalidOperationException">The final head was not asked for.</exception>
    public Tensor Final => Heads[^1]
        ?? throw new InvalidOperationException(
            "The final head was not computed; ask for it with HeadSelection.All or HeadSelection.FinalOnly.");

    internal SupervisedLogits MoveToOuterDisposeScope()
    {
        foreach (Tensor? head in Heads)
            head?.MoveToOuterDisposeScope();
        return this;
    }
}
