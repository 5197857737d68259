using TorchSharp.Modules;

namespace Awsnet.Components.Tests;

public sealed class LossGradientsTests
{
    [Fact]
    public void Products_are_those_of_the_gradients()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        // g₀ = ([1, 2], 0), g₁ = ([3, -1], 5), g_val = ([2, 2], 0) at any point.
        using var gradients = LossGradients.Of(
            [(shared * tensor([1f, 2f])).sum(), (shared * tensor([3f, -1f])).sum() + 5 * own],
            [shared, own],
            [shared],
            (shared * 2).sum());

        var input = gradients.ToInput();
        input.Gram.ToArray().Should().Equal(5, 1, 1, 10);
        input.ValidationProducts.ToArray().Should().Equal(6, 4);
        input.ValidationSquaredNorm.Should().Be(8);
        input.Losses.ToArray().Should().Equal(1 + 2, 3 - 1 + 5);
    }

    [Fact]
    public void Without_a_choice_all_parameters_are_shared()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        using var gradients = LossGradients.Of([(shared * 2).sum(), 5 * own], [shared, own]);
        gradients.ToInput().Gram.ToArray().Should().Equal(8, 0, 0, 25);
        gradients.ToInput().ValidationProducts.Length.Should().Be(0);
    }

    [Fact]
    public void The_weighted_sum_lies_where_the_optimizer_finds_it()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        using (var gradients = LossGradients.Of([(shared * tensor([1f, 2f])).sum(), (shared * 4).sum() + 5 * own], [shared, own]))
            gradients.Apply(LossWeights.Of(("a", 0.25), ("b", 0.75)));
        shared.grad!.data<float>().Should().Equal(0.25f + 3, 0.5f + 3);
        own.grad!.item<float>().Should().Be(3.75f);
    }

    [Fact]
    public void A_parameter_that_is_given_twice_counts_once()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        using (var gradients = LossGradients.Of([(shared * tensor([1f, 2f])).sum()], [shared, own, shared]))
        {
            gradients.ToInput().Gram.ToArray().Should().Equal(5);
            gradients.Apply(LossWeights.Of(("a", 1)));
        }
        shared.grad!.data<float>().Should().Equal(1, 2);
    }

    [Fact]
    public void A_loss_of_other_parameters_is_refused_and_leaves_no_gradient_behind()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        Tensor[] losses = [(shared * 2).sum(), 5 * own];
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Refused(() => LossGradients.Of(losses, [shared]), "The loss 1 does not depend on any of the 1 parameters*");
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        Refused(() => LossGradients.Of([], [shared]), "There are 0 losses and 1 parameters*");
        Refused(() => LossGradients.Of([shared * 2], [shared]), "The loss 0 is [2]; give a scalar*");
        Refused(() => LossGradients.Of([tensor(1f)], [shared]), "The loss 0 does not depend on the network*");
        Refused(() => LossGradients.Of([shared.sum()], [shared], [own]),
            "1 of the shared parameters are not among those that are trained*");
        Refused(() => LossGradients.Of([shared.sum()], [shared], null, shared * 2), "The validation loss is [2]*");
        using var gradients = LossGradients.Of([shared.sum()], [shared]);
        Refused(() => gradients.Apply(LossWeights.Equal("a", "b")), "There are 1 losses but 2 weights*");
    }

    [Fact]
    public void Gradients_that_are_freed_cannot_be_applied()
    {
        using var scope = NewDisposeScope();
        var (shared, own) = Parameters();
        var gradients = LossGradients.Of([(shared * 3).sum(), own * 2], [shared, own]);
        gradients.Dispose();
        gradients.Invoking(it => it.Apply(LossWeights.Equal("a", "b"))).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        var (shared, own) = Parameters();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            using var gradients = LossGradients.Of([(shared * 3).sum(), own * 2], [shared, own], null, shared.sum());
            gradients.Apply(LossWeights.Of(("a", 0.25), ("b", 0.75)));
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(before);
    }

    private static (Parameter Shared, Parameter Own) Parameters() => (new Parameter(ones(2)), new Parameter(ones(1)));
}
