using System.Globalization;

namespace Awsnet.Components;

/// <summary>Whether the voxel spacing of a header can be believed: volumes in ml and distances in mm follow from it.</summary>
internal static class HeaderSpacing
{
    // Wider than any cardiac MR protocol: what lies outside was written in another unit, or in place of nothing.
    private const double LeastInPlaneMm = 0.3, MostInPlaneMm = 5, LeastBetweenSlicesMm = 1, MostBetweenSlicesMm = 30;

    private const string Remedy = "Write the true spacing into the header.";

    /// <summary>What makes an image useless: voxels of no size, or at no place. Null where there is nothing.</summary>
    public static string? Error(NiftiImage image)
    {
        if (!Steps(image.Header).All(double.IsFinite))
            return $"gives a voxel spacing of {Listed(Stored(image.Header))} (pixdim), which is not finite. {Remedy}";
        return image.Affine.Cast<double>().All(double.IsFinite) ? null
            : "gives voxels a place that is not finite (qform or sform). Correct the header.";
    }

    /// <summary>What is to be looked at before volumes are believed; null where there is nothing.</summary>
    /// <param name="header">The header.</param>
    /// <param name="isHeart">Whether it is one of slices of a heart, and not of just anything.</param>
    public static string? Warning(NiftiHeader header, bool isHeart)
    {
        double[] stored = Stored(header), steps = Steps(header);
        if (!steps.All(double.IsFinite))
            return null; // an error, not a warning
        if (stored.Any(step => step <= 0))
            return $"gives a voxel spacing of {Listed(stored)} (pixdim), where 0 counts as 1 mm and a negative number as its amount; "
                + $"volumes and distances may be wrong. {Remedy}";
        if (stored.All(step => step == 1) && header.SFormAffine() is null && header.QFormAffine() is null)
            return $"gives no voxel spacing ({Listed(stored)} without qform and sform); volumes and distances count voxels as 1 mm. "
                + Remedy;
        if (!isHeart)
            return null;
        if (steps.Length < 3)
            return $"has {steps.Length} axes, so no spacing between slices; volumes count slices as 1 mm thick. Store it with 3 axes.";
        bool isUsual = steps[..2].All(step => step is >= LeastInPlaneMm and <= MostInPlaneMm)
            && steps[2] is >= LeastBetweenSlicesMm and <= MostBetweenSlicesMm;
        if (isUsual)
            return null;
        string unit = header.SpatialUnit is NiftiSpatialUnit.Meter or NiftiSpatialUnit.Micrometer
            ? $" ({Listed(stored)} {header.SpatialUnit.ToString().ToLowerInvariant()}s in the file)" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"has a voxel spacing of {Listed(steps)} mm{unit}; a heart's images have {LeastInPlaneMm} to {MostInPlaneMm} mm in a slice and "
                + $"{LeastBetweenSlicesMm} to {MostBetweenSlicesMm} mm between slices. "
                + $"Check the header's spacing, unit and order of axes.");
    }

    /// <summary>In mm, of the first three axes.</summary>
    private static double[] Steps(NiftiHeader header) => [.. header.Spacing.Take(3)];

    private static double[] Stored(NiftiHeader header) => [.. header.PixelDimensions.Skip(1).Take(Steps(header).Length)];

    private static string Listed(double[] steps) =>
        string.Join(" x ", steps.Select(step => step.ToString("0.######", CultureInfo.InvariantCulture)));
}
