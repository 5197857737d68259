namespace Awsnet.Components.Myops.Tests;

/// <summary>Output that tells of each line as it is written.</summary>
internal sealed class WatchingWriter(Action<string> watch) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        watch(value ?? "");
    }
}
