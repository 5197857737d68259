namespace Awsnet.Components;

/// <summary>How memory is given back that tensors on the CPU no longer need.</summary>
public static class CpuMemory
{
    /// <summary>
    /// Set to <c>0</c>, this environment variable leaves the C library's allocator as it is, whatever the program asks for.
    /// </summary>
    /// <value><c>AWSNET_KEEP_FREED_MEMORY</c>.</value>
    public const string EnvironmentVariable = FreedMemory.EnvironmentVariable;

    /// <summary>
    /// Lets the process keep the blocks that tensors give back, for the next tensors: libtorch's own allocator hands every block of a
    /// megabyte and more to the system and asks for it again, and the system clears it each time. On glibc alone; elsewhere nothing
    /// happens.
    /// </summary>
    /// <remarks>
    /// Call it before the first tensor. Trainings do so by themselves, see <see cref="TrainingOptions.KeepFreedMemory"/>. The price is
    /// memory: the process keeps the most that it ever had in use, and more where blocks of different sizes leave gaps.
    /// </remarks>
    /// <returns>Whether blocks are kept now.</returns>
    public static bool KeepFreed() => FreedMemory.Keep();
}
