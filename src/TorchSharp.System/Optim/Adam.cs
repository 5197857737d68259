using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2015), with the arithmetic and order of operations of PyTorch's single-tensor form.</summary>
public partial class Adam : OptimizerHelper, optim.IBetas
{
    private readonly Options defaults;

    public Adam(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        defaults = new Options
        {
            LearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize
        };
        AddGroups(parameters);
    }

    /// <summary>The decay rates of the first group; setting them sets those of all.</summary>
    public (double, double) Betas
    {
        get => ((ParamGroup)groups[0]).Betas;
        set
        {
            foreach (Modules.ParamGroup group in groups) ((ParamGroup)group).Betas = value;
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
        double rate = group.LearningRate, beta1 = options.beta1!.Value, beta2 = options.beta2!.Value, decay = options.weight_decay!.Value;
        foreach (Parameter parameter in group.Parameters)
        {
            using Tensor? gradient = parameter.grad;
            if (gradient is null) continue;
            var state = (State)StateOf(parameter);
            state.step++;

            using Tensor? negated = options.maximize == true ? -gradient : null;
            Tensor slope = negated ?? gradient;
            using Tensor? decayed = decay != 0 ? InPlace.Sum(slope, parameter, decay) : null;
            slope = decayed ?? slope;

            InPlace.Multiply(state.exp_avg!, beta1);
            InPlace.Add(state.exp_avg!, slope, 1 - beta1);
            InPlace.Multiply(state.exp_avg_sq!, beta2);
            InPlace.AddProduct(state.exp_avg_sq!, slope, slope, 1 - beta2);

            // Both moments start from zero; what they lack is corrected.
            double correction1 = 1 - Math.Pow(beta1, state.step), correction2 = 1 - Math.Pow(beta2, state.step);
            if (options.amsgrad == true) InPlace.Maximum(state.Largest(), state.exp_avg_sq!);
            using Tensor deviation = (options.amsgrad == true ? state.max_exp_avg_sq : state.exp_avg_sq)!.sqrt();
            InPlace.Divide(deviation, Math.Sqrt(correction2));
            InPlace.Add(deviation, options.eps!.Value);
            InPlace.AddQuotient(parameter, state.exp_avg!, deviation, -(rate / correction1));
        }
    }
}
