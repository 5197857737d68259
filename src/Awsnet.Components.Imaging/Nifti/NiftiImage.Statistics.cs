namespace Awsnet.Components;

public sealed partial class NiftiImage
{
    /// <summary>Goes over all voxels once for least, greatest and sum of the scaled values.</summary>
    /// <returns>The three, or null for color and complex images, which have no order.</returns>
    /// <exception cref="InvalidImageFileException">The file is damaged or cut short.</exception>
    public NiftiStatistics? ReadStatistics()
    {
        if (!DataType.IsScalar()) return null;
        double least = double.PositiveInfinity, most = double.NegativeInfinity, sum = 0, lost = 0;
        long notANumber = 0;
        double[] portion = new double[ImageFileInput.Portion / DataType.BytesPerVoxel()];
        using NiftiVoxelCursor cursor = voxels.Open(0, VoxelCount * DataType.BytesPerVoxel());
        while (NiftiVoxelReader.Decode(cursor, voxels, Header, portion, NiftiVoxelDecoder.ToDouble) is int count and > 0)
        {
            foreach (double value in portion.AsSpan(0, count))
            {
                if (double.IsNaN(value))
                {
                    notANumber++;
                    continue;
                }
                least = Math.Min(least, value);
                most = Math.Max(most, value);
                double next = sum + value;
                lost += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
                sum = next;
            }
        }
        if (notANumber == VoxelCount) return new NiftiStatistics(double.NaN, double.NaN, 0, notANumber);
        return new NiftiStatistics(least, most, double.IsFinite(sum) ? sum + lost : sum, notANumber);
    }
}
