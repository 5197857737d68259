namespace Awsnet.Components.Tests;

/// <summary>
/// The paper's published networks and loss, run by PyTorch 1.13 in float64 on formula-made weights, against ours on the
/// same weights taken by their key names.
/// </summary>
public class AuthorsParityTests
{
    private const double Float64Tolerance = 1e-9, Float32Tolerance = 1e-5;

    /// <summary>A bias before a batch normalization has a true gradient of zero; what is computed there is rounding, about 1e-18.</summary>
    private const double GradientFloor = 1e-3;

    public static TheoryData<string, int> Cases => new()
    {
        { "AttU_Net", 2 }, { "AttU_Net", 32 }, { "NestedUNet", 2 }, { "NestedUNet", 32 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_losses_and_gradients_agree_in_float64(string name, int width)
    {
        using var scope = NewDisposeScope();
        ParityCase expected = ParityCase.Find(name, width);
        (SupervisedNetwork network, WeightNames names) = AuthorsNetwork.Build(name, width);
        using (network)
        {
            network.to(ScalarType.Float64);
            AuthorsNetwork.Fill(network, names);
            SupervisionLoss loss = Compare(network, expected, ScalarType.Float64, Float64Tolerance);
            loss.Total.backward();
            foreach ((string key, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
            {
                string theirs = names.ToTheirs(key);
                Summary.Compare(theirs, parameter.grad!, expected.Gradients[theirs], Float64Tolerance, GradientFloor);
            }
            network.named_parameters().Select(parameter => names.ToTheirs(parameter.Item1)).Should()
                .BeEquivalentTo(expected.Gradients.Keys);
            foreach ((string key, Tensor buffer) in network.named_buffers().Where(buffer => buffer.Item1.Contains("running")))
                Summary.Compare(names.ToTheirs(key), buffer, expected.Buffers[names.ToTheirs(key)], Float64Tolerance, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_losses_agree_in_fp32(string name, int width)
    {
        using var scope = NewDisposeScope();
        (SupervisedNetwork network, WeightNames names) = AuthorsNetwork.Build(name, width);
        using (network)
        {
            AuthorsNetwork.Fill(network, names);
            Compare(network, ParityCase.Find(name, width), ScalarType.Float32, Float32Tolerance);
        }
    }

    private static SupervisionLoss Compare(SupervisedNetwork network, ParityCase expected, ScalarType type, double tolerance)
    {
        Tensor image = Formula.Tensor("image", expected.Batch, 2, expected.Size, expected.Size).to(type);
        Tensor labels = Formula.Labels("labels", 3, expected.Batch, expected.Size, expected.Size);
        network.eval();
        using (no_grad())
            Summary.Compare("evaluated", network.Predict(image), expected.Evaluated, tolerance, 1);
        network.train();
        IReadOnlyList<Tensor?> heads = network.call(image).Heads;
        for (int head = 0; head < heads.Count; head++)
        {
            Summary.Compare($"head{head}", heads[head]!, expected.Heads[head], tolerance, 1);
            Value(DiceCrossEntropy.Dice(heads[head]!, labels)).Should().BeApproximately(expected.Dice[head], tolerance);
            Value(DiceCrossEntropy.CrossEntropy(heads[head]!, labels)).Should().BeApproximately(expected.CrossEntropy[head], tolerance);
        }
        SupervisionLoss loss = DeepSupervision.Sum(heads, labels, expected.Alphas);
        Value(loss.Total).Should().BeApproximately(expected.Total, tolerance);
        return loss;
    }

    private static double Value(Tensor scalar) => scalar.to(ScalarType.Float64).ToDouble();
}
