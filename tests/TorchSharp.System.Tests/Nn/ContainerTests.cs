using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Nn;

public sealed class ContainerTests
{
    [Fact]
    public void A_list_renumbers_after_every_change()
    {
        using ModuleList<Module<Tensor, Tensor>> list = new(Linear(1, 1), ReLU());
        list.Insert(0, Linear(2, 2));
        list.append(Linear(3, 3), Linear(4, 4));
        list.RemoveAt(1);

        list.state_dict().Select(entry => $"{entry.Key} {entry.Value.shape[0]}").Should().Equal(
            "0.weight 2", "0.bias 2", "2.weight 3", "2.bias 3", "3.weight 4", "3.bias 4");
        list.Count.Should().Be(4);
        list.Remove(list[1]).Should().BeTrue();
        list.Select(module => module.GetName()).Should().Equal("Linear", "Linear", "Linear");
        list.IndexOf(list[2]).Should().Be(2);
        list[0] = ReLU();
        list.named_children().Select(child => child.name).Should().Equal("0", "1", "2");
        list.Clear();
        list.parameters().Should().BeEmpty();
    }

    [Fact]
    public void A_dictionary_keeps_the_order_of_its_names()
    {
        using ModuleDict<Module<Tensor, Tensor>> dictionary = ModuleDict<Module<Tensor, Tensor>>(("b", Linear(1, 1)), ("a", ReLU()));
        dictionary.Add("c", Linear(2, 2));

        dictionary.Keys.Should().Equal("b", "a", "c");
        dictionary.state_dict().Keys.Should().Equal("b.weight", "b.bias", "c.weight", "c.bias");
        dictionary["b"].Should().BeOfType<Linear>();
        dictionary[1].Item1.Should().Be("a");
        dictionary.Remove("b").Should().BeTrue();
        dictionary.state_dict().Keys.Should().Equal("c.weight", "c.bias");
        dictionary.TryGetValue("nothing", out _).Should().BeFalse();
    }

    [Fact]
    public void A_sequence_runs_its_steps_and_frees_what_lies_between()
    {
        using DisposeScope scope = NewDisposeScope();
        using Sequential sequence = Sequential(("double", new Times(2)), ("same", Identity()), ("triple", new Times(3)));
        Tensor input = tensor(new[] { 1f, 2f });
        int before = scope.DisposablesCount;

        Tensor result = sequence.call(input);

        result.data<float>().ToArray().Should().Equal(6, 12);
        input.IsInvalid.Should().BeFalse();
        (scope.DisposablesCount - before).Should().Be(1);
        sequence[1..].Count.Should().Be(2);
        sequence[1..].call(input).data<float>().ToArray().Should().Equal(3, 6);
        sequence[0].Should().BeOfType<Times>();
        Sequential(new Times(5)).append(new Times(2)).named_children().Select(child => child.name).Should().Equal("0", "1");
        Sequential().call(input).data<float>().ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public void A_sequence_trains_through_the_freed_tensors()
    {
        using DisposeScope scope = NewDisposeScope();
        using Sequential sequence = Sequential(Linear(3, 4), ReLU(inplace: true), Flatten(), Linear(4, 1));
        sequence.call(ones(2, 3)).sum().backward();
        sequence.parameters().Should().OnlyContain(parameter => !ReferenceEquals(parameter.grad, null));
    }

    [Fact]
    public void A_step_may_return_its_input()
    {
        using DisposeScope scope = NewDisposeScope();
        using Sequential sequence = Sequential(new Same(), new Times(2), new Same(), new Times(2));
        sequence.call(ones(1)).item<float>().Should().Be(4);
    }

    private sealed class Times(float factor) : Module<Tensor, Tensor>(nameof(Times))
    {
        public override Tensor forward(Tensor x) => x * factor;
    }

    private sealed class Same() : Module<Tensor, Tensor>(nameof(Same))
    {
        public override Tensor forward(Tensor x) => x;
    }
}
