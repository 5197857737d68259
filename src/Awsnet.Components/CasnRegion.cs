namespace Awsnet.Components;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows, 1 or more.</param>
/// <param name="Width">Columns, 1 or more.</param>
public readonly record struct CasnRegion(int Top, int Left, int Height, int Width);
