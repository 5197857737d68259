namespace Awsnet.Components.Tests;

/// <summary>Progress that is handled at once, on the reporting thread.</summary>
internal sealed class Handler(Action<SearchProgress> handle) : IProgress<SearchProgress>
{
    public void Report(SearchProgress value) => handle(value);
}
