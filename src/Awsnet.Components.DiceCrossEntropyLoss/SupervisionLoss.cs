namespace Awsnet.Components;

/// <summary>A weighted sum of head losses, and what each head contributed.</summary>
/// <param name="Total">L = Σ α_l L_l (Eq. 4), a scalar to call <c>backward</c> on.</param>
/// <param name="Heads">Each head's own loss L_l before weighing, deepest first, on the graph, so that their gradients can be compared;
/// <see langword="null"/> where the weight was 0 and nothing was computed.</param>
public readonly record struct SupervisionLoss(Tensor Total, IReadOnlyList<Tensor?> Heads)
{
    /// <summary>The heads' losses as numbers. This is the one place that waits for the device, once for all heads.</summary>
    /// <returns>One number per head, deepest first; not-a-number where nothing was computed.</returns>
    public double[] ReadHeads()
    {
        using var scope = NewDisposeScope();
        Tensor[] computed = [.. Heads.OfType<Tensor>()];
        double[] read = computed.Length == 0 ? [] : [.. stack(computed).detach().to(ScalarType.Float64).cpu().data<double>()];
        int next = 0;
        return [.. Heads.Select(head => head is null ? double.NaN : read[next++])];
    }
}
