namespace Awsnet.Components.Tests;

/// <summary>Progress that is handled at once, on the thread that reports it.</summary>
internal sealed class Immediate<T>(Action<T> handler) : IProgress<T>
{
    public void Report(T value) => handler(value);
}
