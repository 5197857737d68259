namespace Awsnet.Components.Myops.Tests;

/// <summary>The table of what each choice gains.</summary>
public sealed class ChoiceTableTests
{
    [Fact]
    public void A_gain_that_rounds_to_nothing_has_no_sign()
    {
        var table = Choices.Table(new Dictionary<string, string> { ["worse"] = "--dice batch" });
        var scores = table.ArmsNeeded.ToDictionary(arm => arm.Id, arm => Scores(arm, arm.Id == Choices.Reference ? 0 : -0.0004));

        // Every patient loses 0.0004: the difference and both ends of its interval.
        ChoiceTable.Markdown(table, scores).Should().Contain("| 0.000 ± 0.000 [0.000, 0.000] |");
    }

    private static ArmScores Scores(Arm arm, double gain) => new(
        arm, [.. ArmScores.Targets.SelectMany(target => new[] { 0.5, 0.6, 0.75 }.Select((dice, i) => new CaseScore
        {
            Seed = 1,
            Fold = 1,
            Case = $"case {i}",
            Target = target,
            Dice = dice + gain,
            Jaccard = 0,
            Hausdorff = 0,
            Hausdorff95 = 0,
            SurfaceDistance = 0,
            Empty = EmptyCase.None,
        }))], []);
}
