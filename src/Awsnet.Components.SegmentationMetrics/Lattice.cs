namespace Awsnet.Components;

/// <summary>
/// The points that surface elements lie on (voxel centers, or voxel corners for half-voxel elements) inside the box
/// around both masks, with the squared distances along each axis.
/// </summary>
internal sealed class Lattice
{
    public Lattice(int depth, int rows, int columns, double depthMm, double rowMm, double columnMm)
    {
        Depth = depth;
        Rows = rows;
        Columns = columns;
        DepthSquares = Squares(depth, depthMm);
        RowSquares = Squares(rows, rowMm);
        ColumnSquares = Squares(columns, columnMm);
        RowSquares[rows] = double.PositiveInfinity;
    }

    public int Depth { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int Count => Depth * Rows * Columns;

    /// <summary>(k · spacing)² for k = 0 … length.</summary>
    public double[] DepthSquares { get; }

    /// <summary>As <see cref="DepthSquares"/>, but infinite at k = rows, which stands for "no element in this column".</summary>
    public double[] RowSquares { get; }

    public double[] ColumnSquares { get; }

    private static double[] Squares(int length, double spacing)
    {
        var squares = new double[length + 1];
        for (var k = 0; k <= length; k++) squares[k] = k * spacing * (k * spacing);
        return squares;
    }
}
