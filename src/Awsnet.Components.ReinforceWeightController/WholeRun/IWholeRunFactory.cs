namespace Awsnet.Components;

/// <summary>
/// A trainable whose whole runs are more than its epochs one after the other, for instance with a learning rate that falls, or initial
/// weights from the run's seed.
/// </summary>
public interface IWholeRunFactory
{
    /// <summary>Makes a run at its beginning. It shares nothing with this trainable, which may be disposed.</summary>
    /// <param name="trial">Weights and seed.</param>
    ISavableRun CreateRun(WholeRunTrial trial);
}
