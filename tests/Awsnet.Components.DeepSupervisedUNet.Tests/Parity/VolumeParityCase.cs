namespace Awsnet.Components.Tests;

/// <summary>
/// One case of volume_parity.json (made by Fixtures/make_volume_parity.py). Tensors are there as a <see cref="Summary"/>.
/// </summary>
public sealed record VolumeParityCase(
    string Name, long[] Size, double[] Evaluated, double[][] Heads, double Total, Dictionary<string, double[]> Gradients,
    Dictionary<string, double[]> Buffers)
{
    private static readonly Lazy<Dictionary<string, VolumeParityCase>> All =
        new(() => ParityCase.Read<VolumeParityCase>("volume_parity.json").ToDictionary(found => found.Name));

    public static VolumeParityCase Find(string name) => All.Value[name];
}
