using System.Runtime.CompilerServices;

// torch's generator and thread count belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Awsnet.Components.Tests;

internal static class OneAtATime
{
    /// <summary>These tests' tensors are too small to share: beside other processes a second thread is mostly waited for.</summary>
    [ModuleInitializer]
    internal static void UseOneThread() => set_num_threads(1);
}
