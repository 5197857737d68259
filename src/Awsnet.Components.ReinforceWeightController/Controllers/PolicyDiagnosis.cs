using System.Globalization;

namespace Awsnet.Components;

/// <summary>Puts a policy's figures into words.</summary>
internal static class PolicyDiagnosis
{
    /// <summary>A policy nearer to uniform than this proposes, for all a user can see, at random.</summary>
    private const double VisibleDrift = 0.1;

    internal static ControllerDiagnosis Of(ReinforceController controller, ActionPolicy policy, AdvantageSignal signal)
    {
        double entropy = policy.MeanEntropy();
        double drift = policy.Drift();
        var (z, loss, action) = signal.Strongest();
        double needed = signal.Needed();
        bool heard = Math.Abs(z) > needed;
        bool moved = drift >= VisibleDrift;
        string summary;
        if (double.IsNaN(z))
            summary = "Nothing has been learned from yet; the controller is indistinguishable from random search.";
        else if (!heard && !moved)
            summary = string.Create(
                CultureInfo.InvariantCulture,
                $"The rewards do not tell the actions apart so far (signal {Math.Abs(z):0.0}, {needed:0.0} needed) and the " +
                $"policy is uniform to within {drift:0.00}: the controller is indistinguishable from random search.{Bound(controller)} " +
                $"Reduce the noise of the reward (common random numbers, a larger validation set) or give it more steps.");
        else if (!heard)
            summary = string.Create(
                CultureInfo.InvariantCulture,
                $"The policy has drifted from uniform by {drift:0.00}, but the rewards do not tell the actions apart (signal " +
                $"{Math.Abs(z):0.0}, {needed:0.0} needed): what it prefers is an accident, and the controller is indistinguishable from " +
                $"random search. Lower the learning rate or add an entropy bonus.");
        else if (!moved)
            summary = string.Create(
                CultureInfo.InvariantCulture,
                $"The rewards {(z > 0 ? "favor" : "disfavor")} {Named(controller, loss, action)} (signal {Math.Abs(z):0.0}, " +
                $"{needed:0.0} needed), but the policy has moved from uniform by only {drift:0.00}: the controller is indistinguishable " +
                $"from random search.{Bound(controller)} Raise the learning rate.");
        else
            summary = string.Create(
                CultureInfo.InvariantCulture,
                $"The controller learns: the rewards {(z > 0 ? "favor" : "disfavor")} {Named(controller, loss, action)} " +
                $"(signal {Math.Abs(z):0.0}, {needed:0.0} needed), which it now proposes with probability {policy.Of(loss)[action]:0.00}.");
        return new ControllerDiagnosis
        {
            PolicyEntropy = entropy,
            Drift = drift,
            SignalToNoise = Math.Abs(z),
            SignalNeeded = needed,
            IndistinguishableFromRandomSearch = !(heard && moved),
            Summary = summary,
        };
    }

    /// <summary>What the settings alone rule out.</summary>
    private static string Bound(ReinforceController controller) => controller.Options.CanLearn(controller.Step)
        ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $" At these settings no action can pass p = {controller.Options.LargestProbability(controller.Step):0.000} in " +
            $"{controller.Step} steps.");

    private static string Named(ReinforceController controller, int loss, int action) =>
        FormattableString.Invariant($"{controller.Options.Actions[action]:+0.###;-0.###;0} for \"{controller.LossNames[loss]}\"");
}
