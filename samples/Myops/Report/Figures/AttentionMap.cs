namespace Awsnet.Components.Myops;

/// <summary>A gate's weights α of one slice.</summary>
/// <param name="Height">Rows of the level.</param>
/// <param name="Width">Columns of the level.</param>
/// <param name="Values">[Height, Width], in (0, 1).</param>
internal sealed record AttentionMap(int Height, int Width, float[] Values);
