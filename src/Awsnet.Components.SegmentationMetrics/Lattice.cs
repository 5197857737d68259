namespace Awsnet.Components;

/// <summary>
/// The points that surface elements lie on (voxel centers, or voxel corners for half-voxel elements) inside the box
/// around both masks, with the squared distances along each axis.
/// </summary>
internal sealed class Lattice(int depth, int rows, int columns, double depthMm, double rowMm, double columnMm)
{
    public int Depth => depth;

    public int Rows => rows;

    public int Columns => columns;

    public int Count => depth * rows * columns;

    /// <summary>(k · spacing)² for k = 0 … length.</summary>
    public double[] DepthSquares { get; } = Squares(depth, depthMm);

    /// <summary>As <see cref="DepthSquares"/>, but infinite at k = rows, which stands for "no element in this column".</summary>
    public double[] RowSquares { get; } = [.. Squares(rows - 1, rowMm), double.PositiveInfinity];

    public double[] ColumnSquares { get; } = Squares(columns, columnMm);

    private static double[] Squares(int length, double spacing)
    {
        var squares = new double[length + 1];
        for (var k = 0; k <= length; k++) squares[k] = k * spacing * (k * spacing);
        return squares;
    }
}
