namespace Awsnet.Components;

/// <summary>Other voxels made of an image's, whatever they hold.</summary>
internal interface IVoxelChange
{
    /// <summary>The header that they have then.</summary>
    NiftiHeader Header { get; }

    /// <summary>The new voxels, in the order of <see cref="Header"/>.</summary>
    T[] Apply<T>(ReadOnlySpan<T> voxels) where T : unmanaged;
}
