namespace Awsnet.Components;

/// <summary>Where a state is put back from: a snapshot or a file.</summary>
internal interface ITensorSource
{
    /// <summary>Copies a tensor into one of the same shape and type.</summary>
    void ReadInto(string name, Tensor target);

    /// <summary>A tensor of a shape that is not known before; it belongs to the source or to the current dispose scope.</summary>
    Tensor Read(string name);
}
