namespace Awsnet.Components;

/// <summary>Options of <see cref="StepwiseController"/>.</summary>
public sealed record StepwiseOptions : ControllerOptions
{
    internal override string Strategy => "stepwise";
}
