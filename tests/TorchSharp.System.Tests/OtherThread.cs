using System.Runtime.ExceptionServices;

namespace TorchSharp.Tests;

/// <summary>Runs something on a thread of its own: scopes, gradient mode and statistics belong to threads.</summary>
internal static class OtherThread
{
    internal static T Run<T>(Func<T> body)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try { result = body(); }
            catch (Exception e) { failure = ExceptionDispatchInfo.Capture(e); }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
