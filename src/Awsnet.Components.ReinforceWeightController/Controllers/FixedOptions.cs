namespace Awsnet.Components;

/// <summary>Options of <see cref="FixedController"/>.</summary>
public sealed record FixedOptions : ControllerOptions
{
    internal override string Strategy => "fixed";
}
