namespace Awsnet.Components;

/// <summary>
/// Which sample each patch of an epoch is of: one random order of all after the other, so that none comes twice before all came once.
/// </summary>
internal sealed class EpochPlan
{
    private readonly int[] samples;

    public EpochPlan(long seed, int samples, int patches, double foregroundFraction)
    {
        Seed = seed;
        ForegroundFraction = foregroundFraction;
        this.samples = new int[patches];
        int[] order = [.. Enumerable.Range(0, samples)];
        for (int start = 0; start < patches; start += samples)
        {
            new RandomStream((ulong)seed, (ulong)start, 0, OrderTag).Shuffle<int>(order);
            order.AsSpan(0, Math.Min(samples, patches - start)).CopyTo(this.samples.AsSpan(start));
        }
    }

    // Streams of a seed differ by their last key.
    private const ulong OrderTag = 1, PlaceTag = 2;

    public long Seed { get; }

    private double ForegroundFraction { get; }

    public int SampleOf(int patch) => samples[patch];

    /// <summary>Whether a patch is to be centered on foreground: the stated part of any run of patches, to within one.</summary>
    public bool IsForeground(int patch) =>
        Math.Floor((patch + 1) * ForegroundFraction + 1e-9) > Math.Floor(patch * ForegroundFraction + 1e-9);

    public RandomStream Draws(int patch) => new((ulong)Seed, (ulong)patch, 0, PlaceTag);
}
