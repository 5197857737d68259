using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class FunctionTests
{
    [Fact]
    public void A_custom_function_has_the_gradient_it_says()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2.0 }, requires_grad: true), y = tensor(new[] { 5.0, 7.0 }, requires_grad: true);
        Tensor product = ScaledProduct.apply(x, 3.0, y);
        product.data<double>().ToArray().Should().Equal(15, 42);
        (product * 2).sum().backward();
        x.grad!.data<double>().ToArray().Should().Equal(30, 42);   // 2 · 3 · y
        y.grad!.data<double>().ToArray().Should().Equal(6, 12);    // 2 · 3 · x
    }

    [Fact]
    public void Several_results_get_zeros_where_one_is_not_used()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        List<Tensor> results = SumAndDifference.apply(x, tensor(1.0));
        results[1].item<double>().Should().Be(2);
        results[1].backward();
        x.grad!.item<double>().Should().Be(1);
    }

    [Fact]
    public void Nothing_is_kept_where_no_gradient_is_wanted()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        using (no_grad()) ScaledProduct.apply(x, 1.0, x).requires_grad.Should().BeFalse();
        ScaledProduct.apply(tensor(1.0), 1.0, tensor(1.0)).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void What_was_kept_must_not_be_changed_in_place()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true), y = tensor(2.0);
        Tensor product = ScaledProduct.apply(x, 1.0, y);
        y.add_(1);
        product.Invoking(p => p.backward()).Should().Throw<Exception>().WithMessage("*modified by an inplace operation*");
    }

    [Fact]
    public void The_graph_is_gone_through_twice_only_when_it_is_retained()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Tensor product = ScaledProduct.apply(x, 1.0, tensor(2.0));
        product.backward(retain_graph: true);
        product.backward();
        x.grad!.item<double>().Should().Be(4);
        product.Invoking(p => p.backward()).Should().Throw<Exception>().WithMessage("*already freed; pass retain_graph*");
    }

    [Fact]
    public void An_exception_comes_out_of_the_backward_pass_as_it_was_thrown()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Tensor y = Broken.apply(x, "what went wrong");
        y.Invoking(tensor => tensor.backward()).Should().Throw<TimeoutException>().WithMessage("what went wrong");
        Tensor z = ScaledProduct.apply(x, 1.0, x);
        z.backward();
        x.grad!.item<double>().Should().Be(6, "a failure leaves nothing behind");
    }

    [Fact]
    public void Wrong_numbers_of_gradients_and_aliases_are_refused()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        TooFew.apply(x, 1).Invoking(tensor => tensor.backward()).Should().Throw<InvalidOperationException>().WithMessage("TooFew gave 1 gradients for 2 arguments*");
        ((Action)(() => Same.apply(x))).Should().Throw<NotSupportedException>().WithMessage("Same returned one of its inputs*");
    }

    [Fact]
    public void A_backward_pass_may_have_a_graph_of_its_own()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Cubed.apply(Cubed.apply(x)).backward();
        x.grad!.item<double>().Should().Be(9 * 6561);   // d x⁹ = 9 x⁸
    }

    [Fact]
    public void Graphs_that_are_let_go_free_what_they_kept()
    {
        WeakReference kept = Leave();
        for (int attempt = 0; attempt < 10 && kept.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        kept.IsAlive.Should().BeFalse();

        static WeakReference Leave()
        {
            using var scope = NewDisposeScope();
            object data = new();
            Broken.apply(tensor(1.0, requires_grad: true), data);
            return new WeakReference(data);
        }
    }

    private sealed class ScaledProduct : autograd.SingleTensorFunction<ScaledProduct>
    {
        public override string Name => nameof(ScaledProduct);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            is_grad_enabled().Should().BeFalse();
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[2]]);
            ctx.save_data("scale", vars[1]);
            return (double)vars[1] * (Tensor)vars[0] * (Tensor)vars[2];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            List<Tensor> saved = ctx.get_saved_variables();
            Tensor scaled = grad_output * (double)ctx.get_data("scale");
            return [scaled * saved[1], null!, scaled * saved[0]];
        }
    }

    private sealed class SumAndDifference : autograd.MultiTensorFunction<SumAndDifference>
    {
        public override string Name => nameof(SumAndDifference);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars) =>
            [(Tensor)vars[0] + (Tensor)vars[1], (Tensor)vars[0] - (Tensor)vars[1]];

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
            [grad_outputs[0] + grad_outputs[1], grad_outputs[0] - grad_outputs[1]];
    }

    private sealed class Cubed : autograd.SingleTensorFunction<Cubed>
    {
        public override string Name => nameof(Cubed);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]]);
            return ((Tensor)vars[0]).pow(3);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Tensor x = ctx.get_saved_variables()[0].detach().requires_grad_();
            using (enable_grad()) return [autograd.grad([x.pow(3)], [x], [grad_output])[0]];
        }
    }

    private sealed class Broken : autograd.SingleTensorFunction<Broken>
    {
        public override string Name => nameof(Broken);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("message", vars[1]);
            return (Tensor)vars[0] * 2;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new TimeoutException((string)ctx.get_data("message"));
    }

    private sealed class TooFew : autograd.SingleTensorFunction<TooFew>
    {
        public override string Name => nameof(TooFew);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class Same : autograd.SingleTensorFunction<Same>
    {
        public override string Name => nameof(Same);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }
}
