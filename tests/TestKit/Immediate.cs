namespace Awsnet.Components.TestKit;

/// <summary>Progress that is handled at once, on the thread that reports it.</summary>
public sealed class Immediate<T>(Action<T> handler) : IProgress<T>
{
    public void Report(T value) => handler(value);
}
