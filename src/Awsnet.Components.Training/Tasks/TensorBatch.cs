namespace Awsnet.Components;

/// <summary>The commonest batch: inputs and targets. Disposing it disposes both.</summary>
/// <param name="Input">For instance [N, channels, H, W].</param>
/// <param name="Target">For instance int64 labels [N, H, W].</param>
public sealed record TensorBatch(Tensor Input, Tensor Target) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Target.Dispose();
    }
}
