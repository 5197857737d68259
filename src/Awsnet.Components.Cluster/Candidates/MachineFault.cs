namespace Awsnet.Components;

/// <summary>Tells the machine's failures from the training's own.</summary>
internal static class MachineFault
{
    // torch has no exception types of its own: what its allocators say.
    private static readonly string[] allocators = ["can't allocate memory", "not enough memory", "out of memory"];

    /// <summary>Whether another try, perhaps elsewhere, may succeed.</summary>
    internal static bool Is(Exception e) => e is IOException or UnauthorizedAccessException or OutOfMemoryException or InvalidDataException
        || Array.Exists(allocators, words => e.Message.Contains(words, StringComparison.OrdinalIgnoreCase));
}
