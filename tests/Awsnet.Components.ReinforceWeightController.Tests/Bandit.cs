namespace Awsnet.Components.Tests;

/// <summary>
/// The bandit that tells learning from best-of-K: 4 losses, base reward 0.60, one action of one loss is worth +0.01 (a Dice point),
/// and every candidate's reward has independent normal noise of 0.01. K = 10.
/// </summary>
internal static class Bandit
{
    public const int Losses = 4;
    public const int Candidates = 10;
    public const double Base = 0.60;
    public const double Gain = 0.01;
    public const double Noise = 0.01;

    /// <summary>Plays one seed; two controllers given the same seed meet the same noise.</summary>
    /// <param name="afterStep">Called after each step with the step's adopted observed reward.</param>
    public static void Play(
        WeightController controller, int seed, int steps, int rightLoss, double rightAction, Action<int, double, bool> afterStep)
    {
        var noise = RandomStream.FromSeed(1_000_003L * seed + 7);
        var results = new CandidateResult[Candidates];
        for (int step = 0; step < steps; step++)
        {
            var proposals = controller.Ask(Candidates);
            for (int j = 0; j < Candidates; j++)
                results[j] = CandidateResult.Scored(
                    j, Base + (proposals[j].Action[rightLoss] == rightAction ? Gain : 0) + Noise * noise.Normal());
            var update = controller.Tell(results);
            afterStep(step, results[update.Adopted].Reward, proposals[update.Adopted].Action[rightLoss] == rightAction);
        }
    }
}
