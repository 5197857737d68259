using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>What CASN found.</summary>
/// <param name="Ventricle">bool [N, H, W]: the left ventricle within its epicardial contour.</param>
/// <param name="Located">bool [N, H, W]: what the first network marked, from which the first rectangle was taken.</param>
/// <param name="Regions">What the second network saw last, per image; <see langword="null"/> where the first one found nothing:
/// in the whole heart with <see cref="CasnOptions.OneHeart"/>, else in the image.</param>
/// <param name="LeftOut">The share of the marked pixels that <see cref="CasnOptions.KeepOneObject"/> left out last; 0 without it.</param>
public sealed record CasnResult(Tensor Ventricle, Tensor Located, IReadOnlyList<PixelBox?> Regions, double LeftOut) : IDisposable
{
    /// <summary>
    /// bool [N, H, W]: the blood within the ventricle; <see langword="null"/> where the second networks do not tell it from the wall.
    /// </summary>
    public Tensor? Blood { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Blood?.Dispose();
        Ventricle.Dispose();
        Located.Dispose();
    }
}
