using System.Runtime.Intrinsics;

namespace Awsnet.Components;

/// <summary>Through the caches, to any address.</summary>
internal readonly unsafe struct CachedStore : IVectorStore
{
    public static int Before(float* to) => 0;

    public static void Store(Vector256<float> values, float* to) => values.Store(to);
}
