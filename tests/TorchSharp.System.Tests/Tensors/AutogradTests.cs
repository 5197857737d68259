using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class AutogradTests
{
    [Fact]
    public void Gradients_accumulate_until_cleared()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        (x * x).sum().backward();
        (x * x).sum().backward();
        x.grad!.data<double>().ToArray().Should().Equal(4, 8);
        x.grad = null;
        x.grad.Should().BeNull();
        x.is_leaf.Should().BeTrue();
    }

    [Fact]
    public void A_vector_needs_a_gradient_seed_and_takes_one()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true);
        ((Action)(() => (x * 2).backward())).Should().Throw<Exception>().WithMessage("grad can be implicitly created only for scalar outputs*");
        (x * 2).backward([tensor(new[] { 1.0, 10.0 })]);
        x.grad!.data<double>().ToArray().Should().Equal(2, 20);
    }

    [Fact]
    public void Grad_returns_gradients_without_touching_leaves_and_can_be_differentiated_again()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true), unused = tensor(1.0, requires_grad: true);
        Tensor first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        first.item<double>().Should().Be(27);
        autograd.grad([first], [x])[0].item<double>().Should().Be(18);
        x.grad.Should().BeNull();
        autograd.grad([x * 2], [x, unused], allow_unused: true)[1].Should().BeNull();
    }

    [Fact]
    public void No_grad_holds_for_its_scope_and_thread_only()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(1, requires_grad: true);
        using (no_grad())
        {
            (x * 2).requires_grad.Should().BeFalse();
            using (enable_grad()) (x * 2).requires_grad.Should().BeTrue();
            OtherThread.Run(is_grad_enabled).Should().BeTrue();
        }
        (x * 2).requires_grad.Should().BeTrue();
        x.detach().requires_grad.Should().BeFalse();
        using (inference_mode()) is_inference_mode_enabled().Should().BeTrue();
        is_inference_mode_enabled().Should().BeFalse();
    }
}
