using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent with momentum, with the arithmetic and order of operations of PyTorch's single-tensor form.</summary>
public partial class SGD : OptimizerHelper, optim.IMomentum
{
    private readonly Options defaults;

    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        defaults = new Options
        {
            LearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize
        };
        AddGroups(parameters);
    }

    /// <summary>The momentum of the first group; setting it sets that of all.</summary>
    public double Momentum
    {
        get => ((ParamGroup)groups[0]).Momentum;
        set
        {
            foreach (Modules.ParamGroup group in groups) ((ParamGroup)group).Momentum = value;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => Step(closure);

    public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override void Complete(OptimizerOptions options) => ((Options)options).Complete(defaults);

    private protected override void Step(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        double momentum = options.momentum!.Value, decay = options.weight_decay!.Value;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = parameter.grad;
            if (gradient is null) continue;
            using Tensor? negated = options.maximize == true ? -gradient : null;
            Tensor slope = negated ?? gradient;
            using Tensor? decayed = decay != 0 ? InPlace.Sum(slope, parameter, decay) : null;
            slope = decayed ?? slope;

            if (momentum == 0)
            {
                InPlace.Add(parameter, slope, -group.LearningRate);
                continue;
            }
            var state = (State)StateOf(parameter);
            if (state.momentum_buffer is null)
            {
                state.momentum_buffer = slope.clone().DetachFromDisposeScope();
            }
            else
            {
                InPlace.Multiply(state.momentum_buffer, momentum);
                InPlace.Add(state.momentum_buffer, slope, 1 - options.dampening!.Value);
            }
            using Tensor? ahead = options.nesterov == true ? InPlace.Sum(slope, state.momentum_buffer, momentum) : null;
            InPlace.Add(parameter, ahead ?? state.momentum_buffer, -group.LearningRate);
        }
    }
}
