namespace Awsnet.Components.Tests;

public sealed class TrainingStateTests
{
    [Theory]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("sgd")]
    public void A_restored_state_trains_to_the_same_bits(string kind)
    {
        manual_seed(1);
        using var network = new TwoHeadNet(dropout: 0.3);
        using var optimizer = Optimizer(kind, network);
        Train(network, optimizer, 3);
        using var state = new TrainingState(network, optimizer);
        var start = state.Snapshot();

        Train(network, optimizer, 4);
        string first = Blobs.Digest(network);
        state.Restore(start);
        Blobs.Digest(network).Should().NotBe(first);
        Train(network, optimizer, 4);
        Blobs.Digest(network).Should().Be(first, "dropout draws from the generator that was restored too");
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("sgd")]
    public void A_state_comes_back_from_its_file_into_another_network_and_trains_to_the_same_bits(string kind)
    {
        using var folder = new TemporaryFolder();
        manual_seed(1);
        using var network = new TwoHeadNet(dropout: 0.3);
        using var optimizer = Optimizer(kind, network);
        using var state = new TrainingState(network, optimizer);
        Train(network, optimizer, 3);
        state.Save(folder["state"], new Dictionary<string, string> { ["steps"] = "3" });
        Train(network, optimizer, 4);

        manual_seed(2);
        using var other = new TwoHeadNet(dropout: 0.3);
        using var otherOptimizer = Optimizer(kind, other);
        using var otherState = new TrainingState(other, otherOptimizer);
        otherState.Load(folder["state"])["steps"].Should().Be("3");
        Train(other, otherOptimizer, 4);

        Blobs.Digest(other).Should().Be(Blobs.Digest(network));
        using var plain = new TwoHeadNet(width: 8);
        using var plainOptimizer = Optimizer(kind, plain);
        using var plainState = new TrainingState(plain, plainOptimizer);
        Refused<InvalidDataException>(() => plainState.Load(folder["state"]), "*another network*");
    }

    [Theory]
    [InlineData(true, "*another network: it has bias, which this one lacks. *")]
    [InlineData(false, "*another network: it lacks bias, which this one has. *")]
    public void A_state_of_a_network_with_other_tensors_is_refused_by_their_names(bool hadBias, string message)
    {
        using var folder = new TemporaryFolder();
        foreach (bool hasBias in new[] { hadBias, !hadBias })
        {
            using var network = nn.Linear(1, 1, hasBias);
            using var optimizer = optim.SGD(network.parameters(), 0.1);
            using var state = new TrainingState(network, optimizer);
            if (hasBias == hadBias)
                state.Save(folder["state"]);
            else
                Refused<InvalidDataException>(() => state.Load(folder["state"]), message);
        }
    }

    [Fact]
    public void An_optimizer_of_more_than_the_network_is_refused()
    {
        using var network = new TwoHeadNet();
        using var temperature = new TorchSharp.Modules.Parameter(ones(1));
        using var optimizer = optim.Adam([.. network.parameters(), temperature]);
        Refused(() => new TrainingState(network, optimizer), "The Adam has 1 parameters that are not the network's*");
    }

    [Theory]
    [InlineData("adam", "adamw")]
    [InlineData("sgd", "rmsprop")]
    public void Another_kind_of_optimizer_is_refused_and_changes_nothing(string kind, string other)
    {
        using var folder = new TemporaryFolder();
        using var network = new TwoHeadNet();
        using var optimizer = Optimizer(kind, network);
        using var state = new TrainingState(network, optimizer);
        state.Save(folder["state"]);
        Train(network, optimizer, 1);
        string before = Blobs.Digest(network);
        using var otherOptimizer = other == "adamw" ? Optimizer(other, network) : optim.RMSProp(network.parameters());
        using var otherState = new TrainingState(network, otherOptimizer);

        Refused<InvalidDataException>(() => otherState.Load(folder["state"]), "*load it with*");
        Blobs.Digest(network).Should().Be(before);
        state.Invoking(it => it.Save(folder["state"], new Dictionary<string, string> { ["awsnet.optimizer"] = "mine" })).Should()
            .Throw<ArgumentException>();
    }

    [Fact]
    public void An_optimizer_of_another_network_is_refused()
    {
        using TwoHeadNet network = new(), other = new();
        using var optimizer = Optimizer("adam", other);
        Refused(() => new TrainingState(network, optimizer), "The Adam has none of the network's parameters*");
    }

    [Fact]
    public void Released_buffers_are_used_again_and_nothing_is_left_behind()
    {
        using var network = new TwoHeadNet();
        using var optimizer = Optimizer("adam", network);
        Train(network, optimizer, 1);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var state = new TrainingState(network, optimizer))
        {
            var first = state.Snapshot();
            state.Release(first);
            long held = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            state.Snapshot().Should().BeSameAs(first);
            DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(held);
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void A_snapshot_of_another_state_or_one_released_is_refused()
    {
        using var network = new TwoHeadNet();
        using var optimizer = Optimizer("adam", network);
        using var state = new TrainingState(network, optimizer);
        using var other = new TrainingState(network, optimizer);
        var snapshot = state.Snapshot();
        Refused(() => other.Restore(snapshot), "The snapshot is not one of this state's*");
        state.Release(snapshot);
        FluentActions.Invoking(() => state.Restore(snapshot)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => state.Release(snapshot)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Ask_and_tell_in_a_loop_of_ones_own()
    {
        manual_seed(2);
        using var network = new TwoHeadNet();
        using var optimizer = Optimizer("adam", network);
        var controller = Blobs.Controller();
        using var state = new TrainingState(network, optimizer);
        var start = state.Snapshot();
        string adoptedBits = "";
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var trained = new List<TorchSnapshot>();
            var results = new List<CandidateResult>();
            var bits = new List<string>();
            foreach (var proposal in controller.Ask(3))
            {
                state.Restore(start);
                manual_seed(proposal.Seed);
                Train(network, optimizer, 2, proposal.Weights);
                results.Add(CandidateResult.Scored(proposal.Index, Blobs.Evaluate(network, default).Reward));
                trained.Add(state.Snapshot());
                bits.Add(Blobs.Digest(network));
            }
            int adopted = controller.Tell(results).Adopted;
            state.Release(start);
            start = trained[adopted];
            adoptedBits = bits[adopted];
            trained.Where(snapshot => snapshot != start).ToList().ForEach(state.Release);
        }
        state.Restore(start);
        controller.Step.Should().Be(2);
        Blobs.Digest(network).Should().Be(adoptedBits, "the network is the adopted candidate's");
    }

    private static optim.Optimizer Optimizer(string kind, TwoHeadNet network) => kind switch
    {
        "adam" => optim.Adam(network.parameters(), 0.01),
        "adamw" => optim.AdamW(network.parameters(), 0.01),
        _ => optim.SGD(network.parameters(), 0.01, momentum: 0.9),
    };

    private static void Train(TwoHeadNet network, optim.Optimizer optimizer, int steps, LossWeights? weights = null)
    {
        network.train();
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Blobs.Loss(network, Blobs.Batch(step), weights ?? LossWeights.Equal(Blobs.LossNames)).Total.backward();
            optimizer.step();
        }
    }
}
