namespace Awsnet.Components.Myops.Tests;

/// <summary>Tests that need Chromium; without it, they are skipped and say so.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.Missing;
}
