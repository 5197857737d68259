using System.Runtime.CompilerServices;

namespace Awsnet.Components.Tests;

/// <summary>The tests' own small networks are right on every machine.</summary>
internal static class SoundConvolutions
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        if (!CpuBackends.IsOneDnnSound)
            CpuBackends.UseOneDnn(false);
    }
}
