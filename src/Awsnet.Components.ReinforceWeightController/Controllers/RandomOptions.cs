namespace Awsnet.Components;

/// <summary>Options of <see cref="RandomController"/>.</summary>
public sealed record RandomOptions : ControllerOptions
{
    /// <summary>Standard deviation of the logits around the initial ones.</summary>
    /// <value>0 or more. Default 1.</value>
    public double Deviation
    {
        get;
        init => field = Option.InRange(value, value >= 0 && double.IsFinite(value), "0 or more and finite");
    } = 1;

    internal override string Strategy => "random";
}
