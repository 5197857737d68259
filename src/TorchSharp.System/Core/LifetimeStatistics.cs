namespace TorchSharp;

/// <summary>What became of the objects of one kind on one thread.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }
    public long DisposedOutsideScopeCount { get; internal set; }
    public long CreatedInScopeCount { get; internal set; }
    public long DisposedInScopeCount { get; internal set; }
    public long AttachedToScopeCount { get; internal set; }
    public long DetachedFromScopeCount { get; internal set; }
    public long ThreadTotalLiveCount => CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = 0;
        DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;
    }

    public override string ToString()
        => $"live {ThreadTotalLiveCount}; in scopes: created {CreatedInScopeCount}, disposed {DisposedInScopeCount}, attached {AttachedToScopeCount}, " +
           $"detached {DetachedFromScopeCount}; outside: created {CreatedOutsideScopeCount}, disposed {DisposedOutsideScopeCount}";
}
