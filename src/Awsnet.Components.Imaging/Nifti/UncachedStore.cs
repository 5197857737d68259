using System.Runtime.Intrinsics;

namespace Awsnet.Components;

/// <summary>Past the caches, to addresses that are multiples of a vector's 32 bytes.</summary>
internal readonly unsafe struct UncachedStore : IVectorStore
{
    public static int Before(float* to) => (int)(-(nint)to & 31) / sizeof(float);

    public static void Store(Vector256<float> values, float* to) => values.StoreAlignedNonTemporal(to);
}
