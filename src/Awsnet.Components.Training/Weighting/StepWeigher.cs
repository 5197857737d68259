using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>One training step whose weights a step-by-step weighting finds.</summary>
internal sealed class StepWeigher<TNetwork, TBatch>(
    TrainingTask<TNetwork, TBatch> task,
    TNetwork network,
    NetworkState state,
    IStepWeighting weighting,
    long seed)
    where TNetwork : nn.Module
{
    private const StepNeeds Gradients = StepNeeds.Gram | StepNeeds.Validation;

    /// <summary>
    /// The losses on a batch under the weights found for it; their gradient is in the parameters where the total is finite.
    /// </summary>
    internal (double Total, double[] Terms) Differentiate(TBatch batch)
    {
        bool isMeasured = (weighting.Needs & Gradients) != 0 && weighting.IsRefreshDue;
        Tensor?[]? validation = isMeasured && weighting.Needs.HasFlag(StepNeeds.Validation) ? ValidationGradient() : null;
        try
        {
            var loss = task.LossOf(network, batch, weighting.Weights);
            CheckGraph(loss);
            double[] terms = loss.Read().Terms;
            double[] losses = [.. terms.Select((term, index) => loss.Terms[index] is null ? 0 : term)];
            return isMeasured && Array.TrueForAll(terms, double.IsFinite)
                ? (Measure(loss, validation, losses), terms)
                : (Sum(loss, losses, isMeasured), terms);
        }
        finally
        {
            LossGradients.Free(validation);
        }
    }

    /// <summary>Tells the weighting what the batch's losses are after the step, where it needs to know.</summary>
    internal void Observe(TBatch batch)
    {
        if (!weighting.Needs.HasFlag(StepNeeds.Observation))
            return;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        state.GuardBuffers();
        weighting.Observe(task.LossOf(network, batch, weighting.Weights).Read().Terms);
        state.TakeBuffersBack();
    }

    private double Measure(LossTerms loss, Tensor?[]? validation, double[] losses)
    {
        Tensor[] terms = [.. loss.Terms.Select((term, index) => term ?? throw Missing(index))];
        using var gradients = LossGradients.Of(terms, state.Parameters, task.SharedParameters?.Invoke(network), validation);
        LossWeights weights = weighting.Next(gradients.ToInput());
        gradients.Apply(weights);
        return weights.Values.Zip(losses, (weight, term) => weight * term).Sum();
    }

    private double Sum(LossTerms loss, double[] losses, bool isUnmeasurable)
    {
        // Losses that are not finite have no gradients worth the name: the weighting keeps its weights and counts the step.
        int count = losses.Length;
        LossWeights weights = isUnmeasurable
            ? weighting.Next(new StepInput(losses, new double[count * count], new double[count]))
            : weighting.Next(losses);
        Tensor total = LossTerms.Weighted(weights, loss.Terms).Total;
        double sum = weights.Values.Zip(losses, (weight, term) => weight == 0 ? 0 : weight * term).Sum();
        if (double.IsFinite(sum))
            total.backward();
        return sum;
    }

    /// <summary>Before the step's own pass through the network, whose buffers it must not see.</summary>
    private Tensor?[] ValidationGradient()
    {
        using var scope = NewDisposeScope();
        Tensor?[] gradient =
            LossGradients.GradientsOf(task.ValidationLoss!(network, seed), state.Parameters, "validation loss", keepGraph: false);
        state.TakeBuffersBack();
        return gradient;
    }

    private void CheckGraph(LossTerms loss)
    {
        for (int index = 0; index < loss.Terms.Count; index++)
        {
            if (loss.Terms[index] is { requires_grad: false })
                throw new InvalidOperationException(
                    $"The loss \"{task.LossNames[index]}\" has no gradient: it was detached, or does not depend on the network. Its weight is " +
                    "found after it was computed, so return each term on the graph.");
        }
    }

    private InvalidOperationException Missing(int index) =>
        new($"The loss \"{task.LossNames[index]}\" was not computed, but {weighting.GetType().Name} compares the gradients of all; " +
            "return every term.");
}
