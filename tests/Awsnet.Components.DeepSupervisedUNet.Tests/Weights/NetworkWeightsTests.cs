namespace Awsnet.Components.Tests;

public class NetworkWeightsTests
{
    private static readonly WeightNames Theirs = WeightNames.AttentionUNet(Networks.Gated);

    [Fact]
    public void Go_out_and_in_again_under_the_authors_names_through_a_file()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var first = new DeepSupervisedUNet(Networks.Gated);
        using var second = new DeepSupervisedUNet(Networks.Gated);
        SafeTensors.Save(folder["net.safetensors"], NetworkWeights.Export(first, Theirs));
        Dictionary<string, Tensor> read = SafeTensors.Load(folder["net.safetensors"]);
        read.Keys.Should().Contain(
            ["Conv1.conv.0.weight", "Up3.up.1.bias", "Att3.W_g.0.weight", "Att2.psi.1.running_var", "Up_conv2.conv.4.num_batches_tracked",
            "final1.weight", "final.bias"]);
        NetworkWeights.Load(second, read, Theirs);
        Dictionary<string, Tensor> own = second.state_dict();
        first.state_dict().Should().OnlyContain(entry => entry.Value.allclose(own[entry.Key], 0, 0, false));
        Tensor image = Networks.Image(1, 2, 8, 8);
        first.eval();
        second.eval();
        first.Predict(image).allclose(second.Predict(image), rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void Of_a_network_in_3D_go_out_and_in_again_through_a_file()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var first = new DeepSupervisedUNet(Networks.GatedStack);
        using var second = new DeepSupervisedUNet(Networks.GatedStack);
        SafeTensors.Save(folder["net.safetensors"], NetworkWeights.Export(first));
        Dictionary<string, Tensor> read = SafeTensors.Load(folder["net.safetensors"]);
        read["encoder.0.convolution1.weight"].shape.Should().Equal(4, 2, 1, 3, 3);
        NetworkWeights.Load(second, read);
        Tensor volume = Networks.Image(1, 2, 3, 9, 8);
        first.eval();
        second.eval();
        first.Predict(volume).allclose(second.Predict(volume), rtol: 0, atol: 0).Should().BeTrue();
        using var flat = new DeepSupervisedUNet(Networks.Gated);
        Refused<InvalidDataException>(() => NetworkWeights.Load(flat, read),
            "*encoder.0.convolution1.weight is [4, 2, 1, 3, 3], expected [4, 2, 3, 3]*");
    }

    [Fact]
    public void The_authors_names_are_those_of_their_published_network()
    {
        // Keys that PyTorch gives to the published AttU_Net and NestedUNet: the gradients of parity.json carry them.
        foreach (string name in new[] { "AttU_Net", "NestedUNet" })
        {
            (SupervisedNetwork network, WeightNames names) = AuthorsNetwork.Build(name, 2);
            using (network)
            {
                network.named_parameters().Select(parameter => names.ToTheirs(parameter.Item1))
                    .Should().BeEquivalentTo(ParityCase.Find(name, 2).Gradients.Keys);
                network.state_dict().Keys.Should().OnlyContain(key => names.ToOurs(names.ToTheirs(key)) == key);
            }
        }
    }

    [Fact]
    public void One_error_names_everything_that_does_not_fit_and_nothing_changes()
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Gated);
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network, Theirs);
        Dictionary<string, Tensor> before = NetworkWeights.Export(network);
        foreach (string key in weights.Keys.ToArray())
            weights[key] = weights[key] + 1;
        weights.Remove("final.bias");
        weights.Remove("Att2.psi.0.weight");
        weights["final9.weight"] = ones(1);
        weights["heads.0.bias"] = ones(3);
        weights["Conv1.conv.0.weight"] = ones(4, 3, 3, 3);
        Refused<InvalidDataException>(() => NetworkWeights.Load(network, weights, Theirs),
            "The weights do not fit the network: 2 missing (Att2.psi.0.weight, final.bias); " +
            "2 unknown (final9.weight, heads.0.bias (given twice)); " +
            "1 of another shape (Conv1.conv.0.weight is [4, 3, 3, 3], expected [4, 2, 3, 3]). Give a file*");
        Dictionary<string, Tensor> after = NetworkWeights.Export(network);
        after.Should().OnlyContain(entry => entry.Value.allclose(before[entry.Key], 0, 0, false));
    }

    [Fact]
    public void Weights_in_a_runs_checkpoint_are_had_by_their_prefix_and_the_error_says_so()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var trained = new DeepSupervisedUNet(Networks.Gated);
        using var network = new DeepSupervisedUNet(Networks.Gated);
        string path = folder["checkpoint-000001.safetensors"];
        Dictionary<string, Tensor> weights = NetworkWeights.Export(trained);
        var checkpoint = new Dictionary<string, Tensor> { ["random.torch"] = zeros(3) };
        foreach ((string key, Tensor value) in weights)
            checkpoint["best." + key] = checkpoint["live.network." + key] = value;
        SafeTensors.Save(path, checkpoint);

        Refused<InvalidDataException>(() => NetworkWeights.Load(network, SafeTensors.Load(path)),
            "The weights have the network's names behind best. and live.network., as a run's checkpoint has; take those of one of them: " +
            "SafeTensors.Load(path, \"best.\").");
        NetworkWeights.Load(network, SafeTensors.Load(path, "best."));
        network.state_dict().Should().OnlyContain(entry => entry.Value.allclose(weights[entry.Key], 0, 0, false));
        Refused(() => SafeTensors.Load(path, "worst."),
            $"No name in {path} begins with \"worst.\"; its {2 * weights.Count + 1} names are such as best.decoder.0.convolution1.bias.*");
    }

    [Fact]
    public void Only_the_copies_are_left_of_what_goes_out()
    {
        using var network = new DeepSupervisedUNet(Networks.Small);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(weights.Count);
        foreach (Tensor copy in weights.Values)
            copy.Dispose();
    }

    [Fact]
    public void Numbers_are_brought_to_the_networks_own_type()
    {
        using var scope = NewDisposeScope();
        using var network = new DeepSupervisedUNet(Networks.Small);
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network)
            .ToDictionary(entry => entry.Key, entry => entry.Value.to(ScalarType.Float64));
        NetworkWeights.Load(network, weights);
        network.parameters().Should().OnlyContain(parameter => parameter.dtype == ScalarType.Float32 && parameter.requires_grad);
    }

    [Fact]
    public void Refuses_names_for_another_architecture_and_names_given_twice()
    {
        Refused(() => WeightNames.AttentionUNet(Networks.Small with { UpSampling = UNetUpSampling.Transposed }),
            "UpSampling is Transposed; the paper's network up-samples*");
        Refused(() => new WeightNames([("a", "x"), ("b", "x")]), "The pair (b, x) names a module that an earlier pair names too.*");
    }
}
