namespace Awsnet.Components;

/// <summary>How a stored voxel becomes a value: value = stored · slope + intercept.</summary>
/// <param name="Type">How it is stored.</param>
/// <param name="Slope">The factor.</param>
/// <param name="Intercept">What is added.</param>
internal readonly record struct NiftiScaling(NiftiDataType Type, double Slope, double Intercept)
{
    public bool IsNone => Slope == 1 && Intercept == 0;

    public static NiftiScaling Of(NiftiHeader header) => new(header.DataType, header.Slope, header.Intercept);
}
