namespace Awsnet.Components.Myops.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("phantom")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("demo")]
    [InlineData("check")]
    [InlineData("inspect")]
    [InlineData("evaluate")]
    [InlineData("experiment")]
    public void Every_command_has_help(string command)
    {
        var result = Cli.Run(command, "--help");
        result.ShouldSucceed();
        result.Output.Should().Contain($" {command} ").And.Contain("Options:");
        Cli.Run("--help").Output.Should().Contain(command);
    }

    [Fact]
    public void An_unknown_command_a_missing_option_and_a_wrong_value_are_bad_input()
    {
        Cli.Run("dance").ShouldBeBadInput("--help");
        Cli.Run("evaluate", "--truth", "x").ShouldBeBadInput("--pred", "myops evaluate --help");
        Cli.Run("evaluate", "--truth", "x", "--pred", "y", "--mode", "cube").ShouldBeBadInput("cube");
    }
}
