namespace Awsnet.Components.Myops.Tests;

/// <summary>A test that needs Chromium; without it, it is skipped and says so.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Missing;
}
