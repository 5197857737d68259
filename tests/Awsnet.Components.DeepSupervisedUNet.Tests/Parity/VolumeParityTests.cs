namespace Awsnet.Components.Tests;

/// <summary>
/// Networks in 3-D of PyTorch's own layers in the textbook's order, run by PyTorch 1.13 in float64 on formula-made weights, against ours
/// on the same weights under the same names.
/// </summary>
public class VolumeParityTests
{
    private const double Float64Tolerance = 1e-9, Float32Tolerance = 1e-5;

    private static readonly DeepSupervisedUNetOptions Volume = new()
    {
        InputChannels = 2,
        Classes = 3,
        Widths = [4, 6, 8, 10],
        SpatialDimensions = 3,
    };

    private static readonly DeepSupervisedUNetOptions Stack = Volume with
    {
        Pooling = [(1, 2, 2), (1, 2, 2), (2, 2, 2)],
        Kernels = [(1, 3, 3), (1, 3, 3), (3, 3, 3), (3, 3, 3)],
    };

    private static readonly NestedUNetOptions NestedVolume = new()
    {
        InputChannels = 2,
        Classes = 3,
        Widths = Volume.Widths,
        SpatialDimensions = 3,
    };

    public static TheoryData<string, SupervisedNetworkOptions> Cases => new()
    {
        { "volume", Volume },
        { "stack, gated", Stack with { SkipGate = Networks.Gated.SkipGate } },
        {
            "stack, transposed, instance",
            Stack with { UpSampling = UNetUpSampling.Transposed, Normalization = UNetNormalization.Instance }
        },
        { "stack, group", Stack with { Normalization = UNetNormalization.Group } },
        {
            "other factors",
            Volume with
            {
                Pooling = [(1, 3, 2), (2, 1, 3), (1, 2, 2)],
                Kernels = [(3, 5, 1), (1, 3, 5), (3, 3, 3), (1, 1, 3)],
                Normalization = UNetNormalization.None,
            }
        },
        { "nested volume, group", NestedVolume with { Normalization = UNetNormalization.Group } },
        { "nested stack", NestedVolume with { Pooling = Stack.Pooling, Kernels = Stack.Kernels } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_agree_in_float64(string name, SupervisedNetworkOptions options)
    {
        using var scope = NewDisposeScope();
        VolumeParityCase expected = VolumeParityCase.Find(name);
        using SupervisedNetwork network = Networks.Build(options);
        network.to(ScalarType.Float64);
        AuthorsNetwork.Fill(network, WeightNames.Same);
        Compare(network, expected, ScalarType.Float64, Float64Tolerance).backward();
        // A bias before a normalization has a true gradient of zero; what is computed there is rounding.
        foreach ((string key, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
            Summary.Compare(key, parameter.grad!, expected.Gradients[key], Float64Tolerance, floor: 1e-3);
        network.named_parameters().Select(parameter => parameter.Item1).Should().BeEquivalentTo(expected.Gradients.Keys);
        foreach ((string key, Tensor buffer) in network.named_buffers().Where(buffer => buffer.Item1.Contains("running")))
            Summary.Compare(key, buffer, expected.Buffers[key], Float64Tolerance, floor: 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_agree_in_fp32_in_either_layout(string name, SupervisedNetworkOptions options)
    {
        foreach (bool channelsLast in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            using SupervisedNetwork network = Networks.Build(options with { ChannelsLast = channelsLast });
            AuthorsNetwork.Fill(network, WeightNames.Same);
            Compare(network, VolumeParityCase.Find(name), ScalarType.Float32, Float32Tolerance);
        }
    }

    private static Tensor Compare(SupervisedNetwork network, VolumeParityCase expected, ScalarType type, double tolerance)
    {
        Tensor image = Formula.Tensor("image", [2, 2, .. expected.Size]).to(type);
        network.eval();
        using (no_grad())
            Summary.Compare("evaluated", network.Predict(image), expected.Evaluated, tolerance, floor: 1);
        network.train();
        Tensor[] heads = [.. network.call(image).Heads.OfType<Tensor>()];
        heads.Should().HaveCount(expected.Heads.Length);
        for (int head = 0; head < heads.Length; head++)
            Summary.Compare($"head{head}", heads[head], expected.Heads[head], tolerance, floor: 1);
        Tensor total = stack([.. heads.Select((logits, head) => (head + 1) * logits.square().mean())]).sum();
        total.to(ScalarType.Float64).ToDouble().Should().BeApproximately(expected.Total, tolerance * Math.Max(1, expected.Total));
        return total;
    }
}
