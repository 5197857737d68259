namespace Awsnet.Components.Samples;

/// <summary>The step-by-step methods, as the problems have them.</summary>
internal static class StepMethods
{
    /// <summary>A method's weighting; one that compares gradients does so once in so many steps.</summary>
    public static StepWeighting Create(string method, IReadOnlyList<string> losses, long seed, int refreshInterval)
    {
        StepWeighting usual = StepWeightings.Create(method, losses, new() { Seed = seed });
        return ComparesGradients(usual)
            ? StepWeightings.Create(method, losses, new() { Seed = seed, RefreshInterval = refreshInterval })
            : usual;
    }

    /// <summary>Whether the losses' gradients are compared with each other, or with the validation loss's.</summary>
    public static bool ComparesGradients(StepWeighting weighting) => (weighting.Needs & (StepNeeds.Gram | StepNeeds.Validation)) != 0;
}
