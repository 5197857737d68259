namespace Awsnet.Components.TestKit;

/// <summary>How much work a test run should do: <c>./test</c> or <c>./test --full</c>.</summary>
public static class Effort
{
    /// <summary>True under <c>./test --full</c>: full fuzz counts, many seeds, many kills.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("AWSNET_TEST_FULL") == "1";

    /// <summary>Picks a count for the run at hand.</summary>
    public static int Pick(int quick, int full) => Full ? full : quick;
}
