using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>What CASN found.</summary>
/// <param name="Ventricle">bool [N, H, W]: the left ventricle within its epicardial contour.</param>
/// <param name="Regions">The rectangle that the second network looked at, per image; <see langword="null"/> where the first one saw nothing.</param>
public sealed record CasnResult(Tensor Ventricle, IReadOnlyList<CasnRegion?> Regions) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Ventricle.Dispose();
}
