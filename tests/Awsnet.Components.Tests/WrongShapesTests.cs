namespace Awsnet.Components.Tests;

public sealed class WrongShapesTests
{
    [Fact]
    public void No_member_lets_shapes_that_do_not_fit_end_the_process()
    {
        string[] lines = ProgramRun.Of("dotnet", [typeof(WrongShapesTests).Assembly.Location, WrongShapes.Argument])
            .OutputOrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^1].Should().Be(WrongShapes.End);
        lines[..^1].Should().HaveCount(WrongShapes.Calls.Count)
            .And.OnlyContain(line =>
            line.Contains(": ArgumentException ", StringComparison.Ordinal)
            || line.Contains(": InvalidDataException ", StringComparison.Ordinal));
    }
}
