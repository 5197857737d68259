namespace Awsnet.Components.Tests;

/// <summary>Tests that measure time run one after another, beside no other test.</summary>
[CollectionDefinition(nameof(TimedTests), DisableParallelization = true)]
public sealed class TimedTests;
