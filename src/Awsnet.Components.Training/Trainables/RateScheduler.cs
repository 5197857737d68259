using System.Globalization;
using System.Text.Json.Nodes;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Awsnet.Components;

/// <summary>
/// One of torch's schedulers on the live optimizer, stepped after each epoch. Its state is what it was stepped with: a resumed run makes
/// it anew and steps it again.
/// </summary>
internal sealed class RateScheduler
{
    private readonly optim.Optimizer _optimizer;
    private readonly Func<optim.Optimizer, LRScheduler> _make;
    private readonly double[] _initial;
    private readonly List<double> _rewards = [];
    private LRScheduler _scheduler;

    internal RateScheduler(optim.Optimizer optimizer, Func<optim.Optimizer, LRScheduler> make)
    {
        _optimizer = optimizer;
        _make = make;
        _initial = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
        _scheduler = Begin();
    }

    /// <summary>The learning rate of each parameter group in the epoch at hand.</summary>
    internal double[] Rates { get; private set; } = [];

    /// <param name="reward">Of the epoch's validation; NaN where none was due.</param>
    internal void Step(double reward)
    {
        // The training may have left halved rates after a divergence, or those of a snapshot.
        Put(Rates);
        if (_scheduler is not impl.ReduceLROnPlateau)
            _scheduler.step();
        else if (!double.IsNaN(reward))
            _scheduler.step(reward);
        _rewards.Add(reward);
        Rates = Taken();
    }

    internal JsonObject Save() => new()
    {
        ["rewards"] = new JsonArray([.. _rewards.Select(JsonNumber.Of)]),
        ["rates"] = new JsonArray([.. Rates.Select(rate => (JsonNode)rate)]),
    };

    /// <exception cref="InvalidDataException">The scheduler is not the one that the rates were saved of.</exception>
    internal void Load(JsonObject saved)
    {
        _rewards.Clear();
        _scheduler = Begin();
        foreach (JsonNode? reward in saved["rewards"]!.AsArray())
            Step(Json.Number(reward));
        double[] rates = [.. saved["rates"]!.AsArray().Select(rate => (double)rate!)];
        if (!Rates.SequenceEqual(rates))
            throw new InvalidDataException(
                $"The run's learning rates were {Text(rates)} after {_rewards.Count} epochs, and the task's scheduler gives " +
                $"{Text(Rates)}; resume with the scheduler and the optimizer that it was trained with.");

        static string Text(double[] rates) => string.Join(", ", rates.Select(rate => rate.ToString(CultureInfo.InvariantCulture)));
    }

    private LRScheduler Begin()
    {
        Put(_initial);
        var scheduler = _make(_optimizer) ?? throw new InvalidOperationException("The task's Scheduler made none; return a scheduler.");
        Rates = Taken();
        return scheduler;
    }

    private double[] Taken() => [.. _optimizer.ParamGroups.Select(group => group.LearningRate)];

    private void Put(double[] rates)
    {
        int index = 0;
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = rates[index++];
    }
}
