namespace Awsnet.Components;

/// <summary>A trainable that can be copied, so that candidates train side by side.</summary>
/// <typeparam name="TSnapshot">A copy of everything that training changes.</typeparam>
/// <remarks>
/// A snapshot taken by a trainable or any of its forks can be restored by any other of them, also by several at once; the search takes and
/// releases snapshots one at a time, and releases all of them through the first trainable, so that together they need one pool of buffers.
/// Each of them is driven by one thread at a time.
/// </remarks>
public interface IForkableTrainable<TSnapshot> : ITrainable<TSnapshot>
{
    /// <summary>
    /// Makes an independent copy with a live state of its own. Disposed by the search if it is <see cref="IDisposable"/>.
    /// </summary>
    /// <param name="side">Which copy this is: 1, 2, ... (the trainable itself is 0).</param>
    /// <param name="sides">How many train side by side, the trainable itself included; for instance to share out threads.</param>
    ITrainable<TSnapshot> Fork(int side, int sides);
}
