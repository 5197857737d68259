namespace Awsnet.Components;

/// <summary>Least, greatest and sum of an image's scaled values.</summary>
/// <param name="Minimum">The least value; NaN where there is no value.</param>
/// <param name="Maximum">The greatest value; NaN where there is no value.</param>
/// <param name="Sum">The sum in double precision, with the rounding errors carried along (Neumaier).</param>
/// <param name="NotANumberCount">The voxels that are NaN, and left out of the other three.</param>
public readonly record struct NiftiStatistics(double Minimum, double Maximum, double Sum, long NotANumberCount);
