using Awsnet.Components.TestKit;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Optim;

public sealed class OptimizerTests
{
    public static TheoryData<string> Kinds => ["Adam", "Adam amsgrad", "AdamW", "SGD", "SGD momentum"];

    private static OptimizerHelper Make(string kind, IEnumerable<Parameter> parameters) => kind switch
    {
        "Adam" => Adam(parameters, 0.05, weight_decay: 0.1),
        "Adam amsgrad" => Adam(parameters, 0.05, amsgrad: true),
        "AdamW" => AdamW(parameters, 0.05),
        "SGD" => SGD(parameters, 0.05),
        _ => SGD(parameters, 0.05, 0.9, nesterov: true)
    };

    private static Parameter[] Parameters() => [new(arange(6, dtype: ScalarType.Float32).reshape(2, 3)), new(ones(4))];

    private static void Steps(OptimizerHelper optimizer, Parameter[] parameters, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            using DisposeScope scope = NewDisposeScope();
            foreach (Parameter parameter in parameters) parameter.grad = parameter.detach() * 0.1f + (float)Math.Sin(t);
            optimizer.step();
        }
    }

    // Seven steps in one go, or three, a state carried over, and four more: the same bits.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_saved_state_goes_on_where_it_stopped(string kind)
    {
        using TemporaryFolder folder = new();
        Parameter[] whole = Parameters(), parts = Parameters();
        using OptimizerHelper straight = Make(kind, whole), first = Make(kind, parts);
        Steps(straight, whole, 0, 7);
        Steps(first, parts, 0, 3);
        first.save_state_dict(folder["optimizer"]);
        Parameter[] copies = [.. parts.Select(parameter => new Parameter(parameter.detach().clone()))];

        using OptimizerHelper second = Make(kind, copies);
        second.load_state_dict(folder["optimizer"]);
        Steps(second, copies, 3, 7);
        Parameter[] others = [.. parts.Select(parameter => new Parameter(parameter.detach().clone()))];
        using OptimizerHelper third = Make(kind, others);
        third.load_state_dict(first.state_dict());
        Steps(third, others, 3, 7);

        for (int i = 0; i < 2; i++)
        {
            copies[i].Equals(whole[i]).Should().BeTrue();
            others[i].Equals(whole[i]).Should().BeTrue("the state was copied, and the first optimiser's is its own");
        }
        straight.state_dict().State.Zip(third.state_dict().State).Should().OnlyContain(pair => pair.First.ApproximatelyEquals(pair.Second));
        first.state_dict().State[0].ApproximatelyEquals(straight.state_dict().State[0]).Should().Be(kind == "SGD", "it is four steps behind");
    }

    [Fact]
    public void Options_travel_with_the_state()
    {
        using Adam one = Adam(Parameters(), 0.5, 0.1, 0.2, 0.3, 0.4, amsgrad: true, maximize: true), other = Adam(Parameters());
        one.ParamGroups.First().LearningRate = 0.25;
        other.load_state_dict(one.state_dict());
        var options = (Adam.Options)other.state_dict().Options[0];
        (options.LearningRate, options.InitialLearningRate, options.beta1, options.beta2, options.eps, options.weight_decay, options.amsgrad, options.maximize)
            .Should().Be((0.25, 0.5, 0.1, 0.2, 0.3, 0.4, true, true));
        other.Betas.Should().Be((0.1, 0.2));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_broken_file_changes_nothing(string kind)
    {
        Parameter[] parameters = Parameters();
        using OptimizerHelper optimizer = Make(kind, parameters), fresh = Make(kind, parameters);
        Steps(optimizer, parameters, 0, 2);
        using MemoryStream stream = new();
        optimizer.save_state_dict(new BinaryWriter(stream));
        byte[] bytes = stream.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            Action load = () => fresh.load_state_dict(new BinaryReader(new MemoryStream(bytes, 0, length)));
            load.Should().Throw<InvalidDataException>("{0} bytes", length);
        }
        using OptimizerHelper untouched = Make(kind, parameters);
        fresh.state_dict().State.Zip(untouched.state_dict().State).Should().OnlyContain(pair => pair.First.ApproximatelyEquals(pair.Second));
    }

    [Fact]
    public void A_state_of_another_optimiser_or_shape_is_refused()
    {
        using Adam adam = Adam(Parameters());
        using SGD sgd = SGD(Parameters(), 0.1, 0.9);
        using Adam shorter = Adam(Parameters()[..1]);
        using Adam wider = Adam([new Parameter(ones(3, 3)), new Parameter(ones(4))]);
        using MemoryStream stream = new();
        sgd.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        ((Action)(() => adam.load_state_dict(new BinaryReader(stream)))).Should().Throw<InvalidDataException>().WithMessage("This is no state of Adam but of \"SGD\".");
        ((Action)(() => adam.load_state_dict(sgd.state_dict()))).Should().Throw<ArgumentException>().WithMessage("*of SGD, not of Adam*");
        ((Action)(() => adam.load_state_dict(shorter.state_dict()))).Should().Throw<ArgumentException>().WithMessage("*1 parameters in group 0, but this Adam has 2*");
        ((Action)(() => adam.load_state_dict(wider.state_dict()))).Should().Throw<ArgumentException>().WithMessage("*[3, 3], but its parameter is [2, 3]*");
        ((Action)(() => adam.load_state_dict("/nowhere/at/all"))).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void States_show_what_a_checkpoint_needs()
    {
        Parameter[] parameters = Parameters();
        using Adam adam = Adam(parameters, amsgrad: true);
        Steps(adam, parameters, 0, 2);
        Optimizer.StateDictionary dictionary = adam.state_dict();
        dictionary.StateIndexRef.Should().ContainSingle().Which.Should().Equal(0, 1);
        var state = (Adam.State)dictionary.State[0];
        state.step.Should().Be(2);
        state.exp_avg!.shape.Should().Equal(2, 3);
        state.exp_avg_sq!.min().item<float>().Should().BePositive();
        state.max_exp_avg_sq!.shape.Should().Equal(2, 3);
    }

    [Fact]
    public void State_outlives_the_scope_of_the_step_and_nothing_else_does()
    {
        Parameter[] parameters = Parameters();
        using SGD sgd = SGD(parameters, 0.1, 0.9, weight_decay: 0.1, nesterov: true);
        using Adam adam = Adam(parameters, weight_decay: 0.1, amsgrad: true, maximize: true);
        using (DisposeScope scope = NewDisposeScope())
        {
            foreach (Parameter parameter in parameters) parameter.grad = ones_like(parameter);
            int before = scope.DisposablesCount;
            sgd.step();
            adam.step();
            scope.DisposablesCount.Should().Be(before, "a step frees all that it makes");
        }
        ((SGD.State)sgd.state_dict().State[0]).momentum_buffer!.IsInvalid.Should().BeFalse();
        sgd.step();
        adam.step();
    }

    [Fact]
    public void A_closure_is_run_with_gradients_and_gives_the_loss()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter x = new(tensor(new[] { 3f }));
        using SGD sgd = SGD([x], 0.5);
        using (no_grad())
        {
            Tensor? loss = sgd.step(() =>
            {
                sgd.zero_grad();
                Tensor square = (x * x).sum();
                square.backward();
                return square;
            });
            loss!.item<float>().Should().Be(9);
        }
        x.item<float>().Should().Be(0);
        sgd.zero_grad();
        x.grad.Should().BeNull();
        sgd.step();
        x.item<float>().Should().Be(0, "a parameter without a gradient stays");
    }

    [Fact]
    public void Groups_can_be_added_later()
    {
        Parameter[] parameters = Parameters();
        using Adam adam = Adam(parameters[..1], 0.1, 0.8);
        adam.add_param_group(new Adam.ParamGroup { Parameters = parameters[1..] });
        adam.parameters().Should().Equal(parameters);
        adam.ParamGroups.Select(group => group.LearningRate).Should().Equal(0.1, 0.1);
        ((Adam.Options)adam.state_dict().Options[1]).beta1.Should().Be(0.8);
        ((Action)(() => adam.add_param_group(new Adam.ParamGroup(parameters)))).Should().Throw<ArgumentException>().WithMessage("*more than one parameter group*");
    }

    public static TheoryData<string, Action> Refused => new()
    {
        { "Adam got an empty parameter list*", () => Adam(Array.Empty<Parameter>()) },
        { "The learning rate is -1*", () => SGD(Parameters(), -1) },
        { "beta1 is 1; it must lie in [0, 1)*", () => Adam(Parameters(), beta1: 1) },
        { "beta2 is NaN*", () => AdamW(Parameters(), beta2: double.NaN) },
        { "eps is -1*", () => Adam(Parameters(), eps: -1) },
        { "weight_decay is -1*", () => AdamW(Parameters(), weight_decay: -1) },
        { "momentum is -1*", () => SGD(Parameters(), 0.1, -1) },
        { "Nesterov needs a momentum and no dampening*", () => SGD(Parameters(), 0.1, nesterov: true) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Wrong_settings_are_refused(string message, Action action) => action.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Named_parameters_are_taken_as_they_come_from_a_module()
    {
        using Linear linear = nn.Linear(2, 2);
        using Adam adam = Adam(linear.named_parameters(), 0.1);
        adam.parameters().Should().Equal(linear.parameters());
    }
}
