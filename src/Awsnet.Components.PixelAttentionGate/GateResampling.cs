namespace Awsnet.Components;

/// <summary>How a gate feature of another size is brought to the size of the skip.</summary>
public enum GateResampling
{
    /// <summary>Bilinear, or trilinear in 3-D, with the corners aligned.</summary>
    Linear,

    /// <summary>The nearest pixel.</summary>
    Nearest,
}
