namespace Awsnet.Components.Myops.Tests;

/// <summary>What a run left behind.</summary>
internal sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>Asserts exit code 2 and one line on standard error that holds all the given parts.</summary>
    public void ShouldBeBadInput(params string[] parts)
    {
        Code.Should().Be(ExitCode.BadInput, Error);
        Error.TrimEnd('\n').Should().NotContain("\n").And.StartWith("myops: ");
        foreach (var part in parts) Error.Should().Contain(part);
    }

    public void ShouldSucceed() => Code.Should().Be(ExitCode.Success, Error);
}
