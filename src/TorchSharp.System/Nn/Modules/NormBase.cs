using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What normalisations with running statistics share.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private Parameter? weightParameter;
    private Parameter? biasParameter;
    private Tensor? mean;
    private Tensor? variance;
    private Tensor? batches;

    private protected NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        if (num_features <= 0) throw new ArgumentOutOfRangeException(nameof(num_features), num_features, "A normalisation needs at least one feature.");
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = new Parameter(ones([num_features], dtype, device));
            bias = new Parameter(zeros([num_features], dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = zeros([num_features], dtype, device);
            running_var = ones([num_features], dtype, device);
            num_batches_tracked = zeros([], ScalarType.Int64, device);
        }
        ComponentsAreRegistered();
    }

    public long num_features { get; }
    public double eps { get; set; }
    public double? momentum { get; set; }
    public bool affine { get; }
    public bool track_running_stats { get; }

    public Parameter? weight
    {
        get => weightParameter;
        set => ConditionallyRegisterParameter(nameof(weight), weightParameter = value);
    }

    public Parameter? bias
    {
        get => biasParameter;
        set => ConditionallyRegisterParameter(nameof(bias), biasParameter = value);
    }

    public Tensor? running_mean
    {
        get => mean;
        set => ConditionallyRegisterBuffer(nameof(running_mean), mean = value);
    }

    public Tensor? running_var
    {
        get => variance;
        set => ConditionallyRegisterBuffer(nameof(running_var), variance = value);
    }

    public Tensor? num_batches_tracked
    {
        get => batches;
        set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), batches = value);
    }

    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (weight is not null) nn.init.ones_(weight);
        if (bias is not null) nn.init.zeros_(bias);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void RequireDimensions(Tensor input, int least, int most)
    {
        long dimensions = input.dim();
        if (dimensions >= least && dimensions <= most) return;
        string expected = least == most ? $"{least}" : $"{least} or {most}";
        throw new ArgumentException($"{GetName()} takes {expected} dimensions, not {dimensions} ([{string.Join(", ", input.shape)}]).", nameof(input));
    }
}
