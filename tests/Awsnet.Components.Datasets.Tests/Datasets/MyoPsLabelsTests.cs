namespace Awsnet.Components.Tests;

public class MyoPsLabelsTests
{
    private static readonly short[] All = [0, 200, 500, 600, 1220, 2221];

    [Theory]
    [InlineData(MyoPsTarget.LeftVentricle, new byte[] { 0, 1, 1, 0, 1, 1 })]
    [InlineData(MyoPsTarget.Scar, new byte[] { 0, 1, 0, 0, 1, 2 })]
    [InlineData(MyoPsTarget.ScarAndEdema, new byte[] { 0, 1, 0, 0, 2, 2 })]
    [InlineData(MyoPsTarget.ScarEdemaMyocardium, new byte[] { 0, 3, 0, 0, 2, 1 })]
    public void Labels_become_classes(MyoPsTarget target, byte[] expected)
    {
        var classes = new byte[6];
        MyoPsLabels.ToClasses(All, target, classes);
        classes.Should().Equal(expected);
        MyoPsLabels.Classes(target).Should().Be(expected.Max() + 1);
    }

    // Scar wins where both networks see injury; scar outside the other's injury still counts; myocardium (1) is no injury.
    [Fact]
    public void Two_networks_results_become_one_label_map()
    {
        var labels = new short[6];
        MyoPsLabels.Merge([0, 1, 2, 2, 1, 0], [0, 2, 2, 1, 1, 2], labels);
        labels.Should().Equal(0, 1220, 2221, 2221, 0, 1220);
    }

    [Fact]
    public void An_unknown_value_is_named()
    {
        Action act = () => MyoPsLabels.ToClasses([0, 4], MyoPsTarget.Scar, new byte[2]);
        act.Should().Throw<ArgumentException>().WithMessage("4 is no MyoPS label*");
    }
}
