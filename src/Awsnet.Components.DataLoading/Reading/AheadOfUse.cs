namespace Awsnet.Components;

/// <summary>Makes things in order, on worker threads, a few ahead of the one in use.</summary>
internal static class AheadOfUse
{
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one; called from several threads.</param>
    /// <param name="workers">How many at a time.</param>
    /// <param name="ahead">How many beside the one in use may be made or waiting.</param>
    public static IEnumerable<T> Make<T>(int count, Func<int, T> make, int workers, int ahead)
        where T : IDisposable
    {
        TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        using var stop = new CancellationTokenSource();
        var waiting = new Queue<Task<T>>();
        int next = 0;
        try
        {
            while (true)
            {
                for (; next < count && waiting.Count <= ahead; next++)
                {
                    int index = next;
                    waiting.Enqueue(Task.Factory.StartNew(
                        () => make(index), stop.Token, TaskCreationOptions.DenyChildAttach, scheduler));
                }

                if (waiting.Count == 0)
                    yield break;
                T made = waiting.Peek().GetAwaiter().GetResult();
                waiting.Dequeue();
                yield return made;
            }
        }
        finally
        {
            // Whoever stops early leaves nothing behind: neither a thread at work nor a tensor.
            stop.Cancel();
            foreach (Task<T> task in waiting)
            {
                try
                {
                    task.GetAwaiter().GetResult().Dispose();
                }
                catch (Exception e) when (e is OperationCanceledException || task.IsFaulted)
                {
                }
            }
        }
    }
}
