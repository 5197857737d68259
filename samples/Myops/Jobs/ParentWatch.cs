namespace Awsnet.Components.Myops;

/// <summary>Stops the work of a process that was started for a part when its parent closes its input, as it does when it dies.</summary>
internal sealed class ParentWatch : IDisposable
{
    private readonly CancellationTokenSource stop;

    private ParentWatch(CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new Thread(() =>
        {
            try
            {
                while (Console.In.Read() >= 0)
                {
                }

                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work was done first.
            }
        })
        { IsBackground = true, Name = "parent watch" };
        watch.Start();
    }

    /// <summary>Does the work, stopped by the caller's token or, where it is a part, by the parent.</summary>
    public static int Run(string? part, CancellationToken cancellation, Func<CancellationToken, int> work)
    {
        if (part is null) return work(cancellation);
        using var watch = new ParentWatch(cancellation);
        return work(watch.stop.Token);
    }

    public void Dispose() => stop.Dispose();
}
