using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// A training of so many steps with Adam and a cosine schedule, which can be left and trained further, in another process too. It owns its
/// trial. What a step-by-step weighting remembers is not saved: whole runs have weights that stay.
/// </summary>
internal sealed class StepRun(ITrial trial, StepWeighting weighting, int steps) : ISavableRun
{
    private readonly optim.Optimizer optimizer = optim.Adam(trial.Parameters, trial.LearningRate);
    private int done;
    private double cost;

    /// <summary>Trains on; its score is the error on the validation data.</summary>
    public double TrainTo(int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        int first = done;
        for (; done < epochs; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = trial.LearningRate * (1 + Math.Cos(Math.PI * done / steps)) / 2;
            optimizer.zero_grad();
            cost += Differentiate();
            optimizer.step();
            progress?.Report(new TrainingProgress((done + 1.0 - first) / (epochs - first), double.NaN));
            if (!weighting.Needs.HasFlag(StepNeeds.Observation))
                continue;
            weighting.Observe(Values(trial.Losses(done)));
            cost += 1 / 3.0;   // a pass forward without one backward
        }
        return trial.ValidationError();
    }

    public Outcome Outcome() => new(trial.Error(), cost, weighting.Weights);

    public void Save(string path)
    {
        using var state = State();
        state.Save(path, new Dictionary<string, string>
        {
            ["cost"] = cost.ToString("R", CultureInfo.InvariantCulture),
            ["draws"] = (trial.Draws?.State ?? 0).ToString(CultureInfo.InvariantCulture),
        });
    }

    public void Load(string path, int epochs)
    {
        using var state = State();
        var saved = state.Load(path);
        done = epochs;
        cost = double.Parse(saved["cost"], CultureInfo.InvariantCulture);
        if (trial.Draws is { } draws)
            draws.State = ulong.Parse(saved["draws"], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        trial.Dispose();
    }

    private TrainingState State() => new(nn.ParameterList([.. trial.Parameters]), optimizer);

    /// <summary>Leaves the weighted gradient in the parameters; returns what it cost, in steps of equal weights.</summary>
    private double Differentiate()
    {
        Tensor[] losses = trial.Losses(done);
        bool isMeasured = (weighting.Needs & (StepNeeds.Gram | StepNeeds.Validation)) != 0 && weighting.IsRefreshDue;
        if (isMeasured)
        {
            Tensor? validation = weighting.Needs.HasFlag(StepNeeds.Validation) ? trial.ValidationLoss() : null;
            using var gradients = LossGradients.Of(losses, trial.Parameters, trial.Shared, validation);
            gradients.Apply(weighting.Next(gradients.ToInput()));
            return losses.Length + (validation is null ? 0 : 1);
        }
        LossTerms.Weighted(weighting.Next(Values(losses)), losses).Total.backward();
        return 1;
    }

    private static double[] Values(Tensor[] losses)
    {
        using var scope = NewDisposeScope();
        return [.. stack(losses.Select(loss => loss.detach())).to(ScalarType.Float64).data<double>()];
    }
}
