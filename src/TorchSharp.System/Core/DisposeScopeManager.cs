namespace TorchSharp;

/// <summary>The open scopes of one thread and their statistics.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? ofThread;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    /// <summary>The statistics of the calling thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.statistics;

    internal static DisposeScopeManager Current => ofThread ??= new DisposeScopeManager();

    internal DisposeScope? Innermost { get; private set; }

    internal LifetimeStatistics StatisticsOf(torch.Tensor _) => statistics.TensorStatistics;

    internal DisposeScope Open() => Innermost = new DisposeScope(this, Innermost);

    internal void Register(torch.Tensor tensor)
    {
        if (Innermost is { } scope)
        {
            scope.Add(tensor);
            statistics.TensorStatistics.CreatedInScopeCount++;
        }
        else
        {
            statistics.TensorStatistics.CreatedOutsideScopeCount++;
        }
    }

    /// <summary>Leaves every scope that is closed: usually the innermost, more when they were closed out of order.</summary>
    internal void LeaveClosed()
    {
        while (Innermost is { IsClosed: true } scope) Innermost = scope.Outer;
    }
}
