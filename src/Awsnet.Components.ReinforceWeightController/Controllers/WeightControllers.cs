using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Controllers from saved states.</summary>
public static class WeightControllers
{
    /// <summary>Makes the controller that a state was saved of: same strategy, losses and options, at the same point.</summary>
    /// <param name="state">What <see cref="IWeightController.SaveState"/> of one of this package's controllers gave.</param>
    /// <exception cref="FormatException">It is no controller's state, of a newer version, of a strategy not known here, or
    /// damaged.</exception>
    public static WeightController FromState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = StateReader.Of(state, "controller");
        WeightController.CheckHeader(reader);
        WeightController controller;
        try
        {
            var space = SpaceJson.Read(reader["space"]);
            var options = reader["options"].Object();
            string strategy = reader["strategy"].Text();
            controller = strategy switch
            {
                "reinforce" => new ReinforceController(space, options.Deserialize(StateJson.Default.ReinforceOptions)),
                "greedy" => new GreedyController(space, options.Deserialize(StateJson.Default.GreedyOptions)),
                "random" => new RandomController(space, options.Deserialize(StateJson.Default.RandomOptions)),
                "genetic" => new GeneticController(space, options.Deserialize(StateJson.Default.GeneticOptions)),
                "stepwise" => new StepwiseController(
                    StepWeightings.FromState(reader["details"]["weighting"].Object()),
                    options.Deserialize(StateJson.Default.StepwiseOptions)),
                "fixed" => new FixedController(LogJson.Weights(reader["weights"], space.Names, reader["weights"].Numbers()),
                    options.Deserialize(StateJson.Default.FixedOptions)),
                "scheduled" => new ScheduledController(WeightSchedule.FromJson(reader["details"]["schedule"].Object()),
                    options.Deserialize(StateJson.Default.ScheduledOptions)),
                _ => throw new FormatException($"The saved state is of a \"{strategy}\" controller, which this package does not have."),
            };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new FormatException($"The saved state's options are damaged: {exception.Message}", exception);
        }
        controller.LoadState(state);
        return controller;
    }
}
