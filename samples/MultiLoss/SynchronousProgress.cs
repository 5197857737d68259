namespace Awsnet.Components.Samples;

/// <summary>Progress that is handled before the training goes on.</summary>
internal sealed class SynchronousProgress<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
