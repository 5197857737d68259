using System.Runtime.CompilerServices;

namespace Awsnet.Components.Tests;

/// <summary>
/// Tests block threads of the pool while they wait for processes. It grows by one or two a second, and what processes print is relayed by
/// it: on a slow machine too late.
/// </summary>
internal static class Threads
{
    [ModuleInitializer]
    internal static void Raise() => ThreadPool.SetMinThreads(64, 64);
}
