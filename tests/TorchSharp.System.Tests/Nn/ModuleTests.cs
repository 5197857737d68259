using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Nn;

public sealed class ModuleTests
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d norm;
        public readonly Parameter scale = new(ones(3));
        [ComponentName(Name = "renamed")]
        private readonly Tensor offset = zeros(2);
        private readonly ModuleList<Module<Tensor, Tensor>> list = new(ReLU(), Linear(2, 2));

        public Block() : base(nameof(Block))
        {
            conv = Conv2d(1, 3, 3, bias: false);
            norm = BatchNorm2d(3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => norm.call(conv.call(x)) * scale.view(1, 3, 1, 1);
    }

    private sealed class Twice : Module<Tensor, Tensor>
    {
        public readonly Linear first = Linear(2, 2);
        public readonly Linear second;

        public Twice() : base(nameof(Twice))
        {
            second = first;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => second.call(first.call(x));
    }

    // Python, whose fields are registered as they are assigned: conv, norm, scale, renamed, list.
    [Fact]
    public void Names_follow_fields_in_the_order_of_declaration()
    {
        using Block block = new();

        block.named_parameters().Select(p => p.name).Should().Equal("scale", "conv.weight", "norm.weight", "norm.bias", "list.1.weight", "list.1.bias");
        block.named_buffers().Select(b => b.name).Should().Equal("renamed", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked");
        block.named_children().Select(c => c.name).Should().Equal("conv", "norm", "list");
        block.named_modules().Select(c => c.name).Should().Equal("conv", "norm", "list", "list.0", "list.1");
        block.state_dict().Keys.Should().Equal(
            "scale", "renamed", "conv.weight", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked",
            "list.1.weight", "list.1.bias");
        block.state_dict(prefix: "a.b").Keys.Should().OnlyContain(key => key.StartsWith("a.b.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shared_module_has_its_parameters_once_but_its_state_under_both_names()
    {
        using Twice twice = new();

        twice.parameters().Should().HaveCount(2);
        twice.state_dict().Keys.Should().Equal("first.weight", "first.bias", "second.weight", "second.bias");
    }

    [Fact]
    public void Parameters_and_buffers_are_found_by_dotted_name()
    {
        using Block block = new();

        block.get_parameter("norm.weight").Should().BeSameAs(block.state_dict()["norm.weight"]);
        block.get_parameter("norm.nothing").Should().BeNull();
        block.get_parameter("nothing.weight").Should().BeNull();
        block.has_parameter("list.1.bias").Should().BeTrue();
        block.has_buffer("norm.running_mean").Should().BeTrue();
        block.has_buffer("norm.weight").Should().BeFalse();
        block.get_buffer("renamed")!.shape.Should().Equal(2);
    }

    [Fact]
    public void Buffers_that_are_not_persistent_stay_out_of_the_state()
    {
        using Identity host = Identity();
        Action refused = () => host.register_buffer("x", zeros(1));
        refused.Should().Throw<InvalidOperationException>().WithMessage("Identity is a module without parameters*");

        using Sequential box = Sequential();
        box.register_buffer("kept", zeros(1));
        box.register_buffer("passing", zeros(1), persistent: false);
        box.state_dict().Keys.Should().Equal("kept");
        box.buffers().Should().HaveCount(2);
        box.buffers(include_nonpersistent: false).Should().HaveCount(1);
    }

    [Theory]
    [InlineData("", "*can't be empty*")]
    [InlineData("a.b", "*can't contain*")]
    public void Names_are_checked(string name, string message)
    {
        using Sequential box = Sequential();
        ((Action)(() => box.register_parameter(name, new Parameter(zeros(1))))).Should().Throw<ArgumentException>().WithMessage(message);
        ((Action)(() => box.register_module(name, ReLU()))).Should().Throw<ArgumentException>().WithMessage(message);
        ((Action)(() => box.register_buffer(name, zeros(1)))).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        using Sequential box = Sequential(("a", ReLU()));
        ((Action)(() => box.add_module("a", ReLU()))).Should().Throw<InvalidOperationException>().WithMessage("Module a is already registered in Sequential.");
    }

    [Fact]
    public void Training_reaches_every_module()
    {
        using Block block = new();
        block.modules().Should().OnlyContain(module => module.training);
        block.eval();
        block.training.Should().BeFalse();
        block.modules().Should().OnlyContain(module => !module.training);
        block.train();
        block.modules().Should().OnlyContain(module => module.training);
    }

    [Fact]
    public void Apply_visits_children_first()
    {
        using Block block = new();
        List<string> names = [];
        block.apply(module => names.Add(module.GetName()));
        names.Should().Equal("Conv2d", "BatchNorm2d", "ReLU", "Linear", "ModuleList", "Block");
    }

    [Fact]
    public void Modules_outlive_the_scope_that_they_were_made_in()
    {
        Block block;
        using (NewDisposeScope()) block = new Block();

        block.state_dict().Values.Should().OnlyContain(tensor => !tensor.IsInvalid);
        Tensor[] held = [.. block.state_dict().Values];
        block.Dispose();
        held.Should().OnlyContain(tensor => tensor.IsInvalid);
    }

    [Fact]
    public void Gradients_are_dropped_or_zeroed()
    {
        using DisposeScope scope = NewDisposeScope();
        using Block block = new();
        block.call(ones(2, 1, 4, 4)).sum().backward();
        block.zero_grad(set_to_none: false);
        block.scale.grad!.abs().sum().item<float>().Should().Be(0);
        block.zero_grad();
        block.parameters().Should().OnlyContain(parameter => ReferenceEquals(parameter.grad, null));
    }

    [Fact]
    public void Moving_keeps_the_parameters_that_others_hold()
    {
        using DisposeScope scope = NewDisposeScope();
        using Block block = new();
        Parameter held = block.scale;
        block.call(ones(2, 1, 4, 4)).sum().backward();
        float[] before = held.grad!.data<float>().ToArray();

        block.@double().Should().BeSameAs(block);

        held.dtype.Should().Be(ScalarType.Float64);
        held.requires_grad.Should().BeTrue();
        held.grad!.dtype.Should().Be(ScalarType.Float64);
        held.grad!.data<double>().ToArray().Should().Equal(before.Select(value => (double)value));
        block.get_buffer("norm.num_batches_tracked")!.dtype.Should().Be(ScalarType.Int64, "whole numbers stay whole");
        Tensor loss = block.call(ones([2, 1, 4, 4], ScalarType.Float64)).sum();
        loss.dtype.Should().Be(ScalarType.Float64);
        loss.backward();
        block.to(ScalarType.BFloat16).get_parameter("conv.weight")!.dtype.Should().Be(ScalarType.BFloat16);
        block.to(CPU, ScalarType.Float32).to(CPU).get_parameter("conv.weight")!.dtype.Should().Be(ScalarType.Float32);
        ((Action)(() => block.to(ScalarType.Int32))).Should().Throw<ArgumentException>().WithMessage("*floating-point type, not Int32*");
    }

    [Fact]
    public void Hooks_see_and_replace_inputs_and_results()
    {
        using DisposeScope scope = NewDisposeScope();
        using ReLU relu = ReLU();
        List<string> seen = [];
        var before = relu.register_forward_pre_hook((module, x) => x - 1);
        var after = relu.register_forward_hook((module, x, y) => y * 10);
        var early = relu.register_forward_pre_hook(module => seen.Add("pre " + module.GetName()));
        var late = relu.register_forward_hook(module => seen.Add("post " + module.GetName()));

        relu.call(tensor(new[] { 3f, -3f })).data<float>().ToArray().Should().Equal(20, 0);
        seen.Should().Equal("pre ReLU", "post ReLU");
        before.remove();
        early.remove();
        late.remove();
        relu.call(tensor(new[] { 3f, -3f })).data<float>().ToArray().Should().Equal(30, 0);
        after.remove();
        relu.call(tensor(new[] { 3f, -3f })).data<float>().ToArray().Should().Equal(3, 0);
        seen.Should().HaveCount(2);
    }

    [Fact]
    public void A_parameter_takes_its_data_over()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor data = ones(2);
        Parameter parameter = new(data);
        data.IsInvalid.Should().BeTrue();
        parameter.requires_grad.Should().BeTrue();
        parameter.is_leaf.Should().BeTrue();
        Parameter computed = new(parameter * 2, requires_grad: false);
        computed.is_leaf.Should().BeTrue();
        computed.requires_grad.Should().BeFalse();
        ((Action)(() => new Parameter(null!))).Should().Throw<ArgumentNullException>();
        scope.DisposablesCount.Should().Be(2, "a parameter is a tensor of its scope until a module registers it");
    }
}
