using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// The gradients of several losses, each by itself: their Gram matrix and their products with a validation gradient, which a
/// <see cref="IStepWeighting"/> needs, and their weighted sum, which an optimizer needs.
/// </summary>
/// <remarks>
/// The price is one backward pass a loss in place of one for their sum, and the memory of one gradient a loss. For a training loop of one's
/// own:
/// <code>
/// using var gradients = LossGradients.Of(losses, network.parameters());
/// gradients.Apply(weighting.Next(gradients.ToInput()));
/// optimizer.step();
/// </code>
/// </remarks>
public sealed class LossGradients : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly Tensor?[][] _gradients;
    private readonly double[] _losses, _gram, _validationProducts;
    private readonly double _validationSquaredNorm;
    private bool _isDisposed;

    private LossGradients(Parameter[] parameters, Tensor?[][] gradients, double[] losses, double[] products)
    {
        _parameters = parameters;
        _gradients = gradients;
        _losses = losses;
        int count = losses.Length, all = (int)Math.Sqrt(products.Length);
        _gram = new double[count * count];
        for (int i = 0; i < count; i++)
            products.AsSpan(i * all, count).CopyTo(_gram.AsSpan(i * count));
        _validationProducts = all == count ? [] : [.. Enumerable.Range(0, count).Select(i => products[i * all + count])];
        _validationSquaredNorm = all == count ? 0 : products[^1];
    }

    /// <summary>Computes the gradients. Those that the parameters hold are cleared.</summary>
    /// <param name="losses">Scalars on one graph. The graph is used up.</param>
    /// <param name="parameters">All parameters that are to be trained.</param>
    /// <param name="shared">Those whose gradients are compared: usually the layers that all losses share. Null for all.</param>
    /// <param name="validationLoss">A scalar on a graph of its own, or null.</param>
    /// <exception cref="ArgumentException">A loss is no scalar or does not depend on any parameter, or there is no loss or no
    /// parameter.</exception>
    public static LossGradients Of(
        IReadOnlyList<Tensor> losses,
        IEnumerable<Parameter> parameters,
        IEnumerable<Parameter>? shared = null,
        Tensor? validationLoss = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(parameters);
        // Tied layers give theirs twice; the second would find no gradient, and take that of the first away.
        Parameter[] all = [.. parameters.DistinctBy(parameter => parameter.Handle)];
        if (losses.Count == 0 || all.Length == 0)
            throw new ArgumentException(
                $"There are {losses.Count} losses and {all.Length} parameters; give at least one of each.", nameof(losses));
        Tensor?[]? validation = validationLoss is null ? null : GradientsOf(validationLoss, all, "validation loss", keepGraph: false);
        try
        {
            return Of(losses, all, shared, validation);
        }
        finally
        {
            Free(validation);
        }
    }

    internal static LossGradients Of(
        IReadOnlyList<Tensor> losses, Parameter[] parameters, IEnumerable<Parameter>? shared, Tensor?[]? validation)
    {
        var gradients = new Tensor?[losses.Count][];
        try
        {
            for (int i = 0; i < losses.Count; i++)
                gradients[i] = GradientsOf(losses[i], parameters, $"loss {i}", keepGraph: i + 1 < losses.Count);
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            double[] values = [.. stack(losses.Select(loss => loss.detach().reshape(1L).to(ScalarType.Float64))).cpu().data<double>()];
            return new LossGradients(
                parameters, gradients, values, Products(validation is null ? gradients : [.. gradients, validation], parameters, shared));
        }
        catch
        {
            foreach (Tensor?[] made in gradients)
                Free(made);
            throw;
        }
    }

    /// <summary>What a weighting is told at this step.</summary>
    public StepInput ToInput() => new(_losses, _gram, _validationProducts, _validationSquaredNorm);

    /// <summary>Puts Σ wᵢ gᵢ into the parameters' gradients, where the optimizer finds it.</summary>
    /// <param name="weights">One per loss.</param>
    /// <exception cref="ArgumentException">The count is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The gradients are freed.</exception>
    public void Apply(LossWeights weights)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != _losses.Length)
            throw new ArgumentException(
                $"There are {_losses.Length} losses but {weights.Count} weights; give one per loss.", nameof(weights));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        for (int at = 0; at < _parameters.Length; at++)
        {
            Tensor? sum = null;
            for (int i = 0; i < weights.Count; i++)
            {
                if (_gradients[i][at] is not { } gradient || weights[i] == 0)
                    continue;
                sum = sum is null ? gradient * weights[i] : sum.add_(gradient, weights[i]);
            }
            // The parameter keeps the memory; what goes with the scope is this handle on it.
            _parameters[at].grad = sum;
        }
    }

    /// <summary>Frees the gradients; those in the parameters stay.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (Tensor?[] gradients in _gradients)
            Free(gradients);
    }

    /// <summary>
    /// One loss's gradient in every parameter, null where it does not depend on it; the parameters' own are null afterwards.
    /// </summary>
    internal static Tensor?[] GradientsOf(Tensor loss, Parameter[] parameters, string name, bool keepGraph)
    {
        if (loss.numel() != 1)
            throw new ArgumentException($"The {name} is [{string.Join(", ", loss.shape)}]; give a scalar, for instance a mean.");
        if (!loss.requires_grad)
            throw new ArgumentException($"The {name} does not depend on the network, or it was detached; give it as it was computed.");
        foreach (Parameter parameter in parameters)
            parameter.grad = null;
        loss.backward(retain_graph: keepGraph);
        var gradients = new Tensor?[parameters.Length];
        for (int at = 0; at < parameters.Length; at++)
        {
            gradients[at] = parameters[at].grad?.DetachFromDisposeScope();
            parameters[at].grad = null;
        }
        if (Array.TrueForAll(gradients, gradient => gradient is null))
            throw new ArgumentException(
                $"The {name} does not depend on any of the {parameters.Length} parameters; give those that it is computed with.");
        return gradients;
    }

    internal static void Free(Tensor?[]? gradients)
    {
        foreach (Tensor? gradient in gradients ?? [])
            gradient?.Dispose();
    }

    /// <summary>gᵢ · gⱼ over the shared parameters, summed in double, by one read.</summary>
    private static double[] Products(Tensor?[][] gradients, Parameter[] parameters, IEnumerable<Parameter>? shared)
    {
        bool[] isShared = Shared(parameters, shared);
        Tensor total = zeros(gradients.Length, gradients.Length, ScalarType.Float64, parameters[0].device);
        for (int at = 0; at < parameters.Length; at++)
        {
            if (!isShared[at] || Array.TrueForAll(gradients, row => row[at] is null))
                continue;
            using var scope = NewDisposeScope();
            Tensor rows = stack(gradients.Select(row => row[at]?.reshape(-1) ?? zeros_like(parameters[at]).reshape(-1))).to(
                ScalarType.Float64);
            total.add_(rows.mm(rows.t()));
        }
        return [.. total.cpu().data<double>()];
    }

    private static bool[] Shared(Parameter[] parameters, IEnumerable<Parameter>? shared)
    {
        if (shared is null)
            return [.. parameters.Select(_ => true)];
        HashSet<nint> handles = [.. shared.Select(parameter => parameter.Handle)];
        bool[] isShared = [.. parameters.Select(parameter => handles.Remove(parameter.Handle))];
        if (handles.Count > 0 || !isShared.Contains(true))
            throw new ArgumentException(
                $"{handles.Count} of the shared parameters are not among those that are trained; give parameters of the network, at " +
                "least one.", nameof(shared));
        return isShared;
    }
}
