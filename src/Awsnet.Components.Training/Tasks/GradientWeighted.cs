using System.Collections.Immutable;
using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// The Gradient weight finder: a network together with a logit β per loss, trained like any other parameter on L = Σ softmax(β)_l L_l.
/// </summary>
/// <typeparam name="TNetwork">The network whose losses are weighed.</typeparam>
/// <remarks>
/// The paper's rival (Table 7). Descending on the sum drives the weights to whichever loss is smallest, whatever that does to the
/// validation; it is here to be compared with. Use it as the task's network and <see cref="Weigh(IReadOnlyList{Tensor})"/> as its loss.
/// </remarks>
/// <example>
/// <code>
/// Network = () => new GradientWeighted&lt;Net&gt;(new Net(), space),
/// Loss = (weighted, batch, _) => weighted.Weigh(weighted.Network.Coarse(batch), weighted.Network.Fine(batch)),
/// </code>
/// </example>
public sealed class GradientWeighted<TNetwork> : nn.Module
    where TNetwork : nn.Module
{
    private readonly TNetwork network;
    private readonly Parameter logits;
    private readonly ImmutableArray<string> names;

    /// <summary>Joins a network and its losses' logits.</summary>
    /// <param name="network">Owned from now on.</param>
    /// <param name="space">Names and initial logits β₀; its temperature and bounds are not used.</param>
    /// <param name="device">Where the logits live: the network's device. Null for the CPU.</param>
    public GradientWeighted(TNetwork network, WeightSpace space, Device? device = null) : base(nameof(GradientWeighted<>))
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(space);
        this.network = network;
        names = space.Names;
        logits = new Parameter(tensor(space.InitialLogits.Select(logit => (float)logit).ToArray(), device: device));
        RegisterComponents();
    }

    /// <summary>The network whose losses are weighed.</summary>
    public TNetwork Network => network;

    /// <summary>The weights as they are now: softmax(β).</summary>
    public LossWeights Weights
    {
        get
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            return LossWeights.Of(names, [.. logits.to(ScalarType.Float64).softmax(0).cpu().data<double>()]);
        }
    }

    /// <summary>The sum that trains network and weights alike.</summary>
    /// <param name="terms">Every loss as a scalar on the graph, in the order of the names.</param>
    /// <exception cref="ArgumentException">There is not one term per loss, or one is more than a number.</exception>
    public LossTerms Weigh(IReadOnlyList<Tensor> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Count != names.Length || terms.Any(term => term is null))
            throw new ArgumentException(
                $"There are {names.Length} losses but {terms.Count(term => term is not null)} terms; give one per loss, also where its " +
                "weight is small.",
                nameof(terms));
        if (terms.FirstOrDefault(term => term.NumberOfElements != 1) is { } wide)
            throw new ArgumentException(
                $"A term is [{string.Join(", ", wide.shape)}]; expected one number for each loss: take its mean.", nameof(terms));
        using var scope = NewDisposeScope();
        Tensor total = (logits.softmax(0) * stack(terms.Select(term => term.reshape()))).sum();
        return new LossTerms(total.MoveToOuterDisposeScope(), terms);
    }

    /// <inheritdoc cref="Weigh(IReadOnlyList{Tensor})"/>
    public LossTerms Weigh(params Tensor[] terms) => Weigh((IReadOnlyList<Tensor>)terms);
}
