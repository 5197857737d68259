using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>
/// Where the first three voxel axes point, to the nearest world axis: letters such as <c>RAS</c> (first axis to the right,
/// second to the front, third up) or <c>LSP</c>. An axis is named for the end that its index grows toward: right or left,
/// anterior or posterior, superior or inferior.
/// </summary>
public static class NiftiOrientation
{
    /// <summary>The canonical order: world axes as they are.</summary>
    public const string Canonical = "RAS";

    private const string Positive = "RAS", Negative = "LPI";

    /// <summary>The letters of an affine.</summary>
    /// <param name="affine">4 x 4, from voxel indices to world coordinates.</param>
    /// <returns>Three letters; oblique axes get the world axis that the nearest rotation brings them closest to, no world axis twice: the
    /// axis that lies nearest to one chooses first. <c>?</c> stands for an axis without a direction, in a singular affine.</returns>
    /// <exception cref="ArgumentException">The matrix is not 4 x 4.</exception>
    public static string CodesOf(double[,] affine)
    {
        NiftiAffine.CheckSize(affine, nameof(affine));
        double[,] directions = NiftiAffine.Directions(affine);
        char[] codes = ['?', '?', '?'];
        var isTaken = new bool[3];
        // Not in the order of the axes: reordered ones would choose otherwise, and a volume in the wanted order would not be in it.
        foreach (int axis in Enumerable.Range(0, 3).OrderByDescending(axis => NiftiAffine.Straightness(affine, axis)))
        {
            int best = -1;
            for (int world = 0; world < 3; world++)
            {
                double part = Math.Abs(directions[world, axis]);
                if (!isTaken[world] && part > 1e-8 && (best < 0 || part > Math.Abs(directions[best, axis]))) best = world;
            }
            if (best < 0) continue;
            isTaken[best] = true;
            codes[axis] = (directions[best, axis] > 0 ? Positive : Negative)[best];
        }
        return new string(codes);
    }

    /// <summary>World axis (0 to 2) and direction (+1 or -1) of each letter.</summary>
    /// <exception cref="ArgumentException">The letters do not name three different axes.</exception>
    internal static ImmutableArray<(int World, int Sign)> Parse(string codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ImmutableArray<(int World, int Sign)> axes =
            [.. codes.Select(code => (Positive + Negative).IndexOf(code)).Select(i => (i % 3, i < 3 ? 1 : -1))];
        bool isWhole = axes.Length == 3 && axes.All(axis => axis.World >= 0) && axes.Select(axis => axis.World).Distinct().Count() == 3;
        return isWhole ? axes : throw new ArgumentException(
            $"'{codes}' names no orientation; give three letters, one of R or L, one of A or P, one of S or I.", nameof(codes));
    }
}
