using System.Runtime.Intrinsics;

namespace Awsnet.Components;

/// <summary>A way of writing vectors to memory, chosen when a loop is compiled.</summary>
internal unsafe interface IVectorStore
{
    /// <summary>How many numbers to write one by one until vectors may follow.</summary>
    static abstract int Before(float* to);

    static abstract void Store(Vector256<float> values, float* to);
}
