namespace Awsnet.Components.Tests;

/// <summary>Progress that is handled at once, on the reporting thread.</summary>
internal sealed class Handler<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
