namespace Awsnet.Components;

/// <summary>
/// A smooth random field over an image: uniform cubic B-splines over independent normal controls. Its standard deviation
/// is as asked for at the knots and about a tenth less between them.
/// </summary>
internal sealed class SmoothField
{
    private readonly double rowSpacing;
    private readonly int rows, columns;
    private readonly float[] controls, line, columnBasis;
    private readonly int[] columnIndex;

    private SmoothField(int height, int width, double rowSpacing, double columnSpacing)
    {
        this.rowSpacing = rowSpacing;
        // Four controls act on every pixel, so the grid reaches one control before the image and two beyond.
        (rows, columns) = ((int)((height - 1) / rowSpacing) + 4, (int)((width - 1) / columnSpacing) + 4);
        (controls, line) = (new float[rows * columns], new float[columns]);
        (columnIndex, columnBasis) = (new int[width], new float[4 * width]);
        for (int x = 0; x < width; x++)
            columnIndex[x] = Basis(x / columnSpacing, columnBasis.AsSpan(4 * x, 4));
    }

    /// <summary>Draws a field.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="spacing">Pixels between knots: the size of its structures.</param>
    /// <param name="deviation">Standard deviation at the knots.</param>
    /// <param name="random">Where the controls come from.</param>
    public static SmoothField Draw(int height, int width, double spacing, double deviation, RandomStream random) =>
        Draw(height, width, spacing, spacing, deviation, random);

    /// <summary>Draws a field of structures longer along one axis than along the other.</summary>
    public static SmoothField Draw(int height, int width, double rowSpacing, double columnSpacing, double deviation, RandomStream random)
    {
        var field = new SmoothField(height, width, rowSpacing, columnSpacing);
        random.Normal(field.controls);
        // At a knot the weights along one axis are 1/6, 4/6, 1/6, whose squares sum to 1/2: over two axes half the deviation is left.
        float scale = (float)(2 * deviation);
        for (int i = 0; i < field.controls.Length; i++)
            field.controls[i] *= scale;
        return field;
    }

    /// <summary>Adds row y of the field to values, one a column.</summary>
    public void AddRow(int y, Span<float> values)
    {
        Span<float> basis = stackalloc float[4];
        int row = Basis(y / rowSpacing, basis) * columns;
        for (int i = 0; i < columns; i++)
        {
            line[i] = basis[0] * controls[row + i] + basis[1] * controls[row + columns + i]
                + basis[2] * controls[row + 2 * columns + i] + basis[3] * controls[row + 3 * columns + i];
        }

        for (int x = 0; x < values.Length; x++)
        {
            ReadOnlySpan<float> near = line.AsSpan(columnIndex[x], 4), weights = columnBasis.AsSpan(4 * x, 4);
            values[x] += weights[0] * near[0] + weights[1] * near[1] + weights[2] * near[2] + weights[3] * near[3];
        }
    }

    // The four cubic B-spline weights at a position in units of the spacing; returns the first control's index.
    private static int Basis(double position, Span<float> basis)
    {
        int index = (int)position;
        float t = (float)(position - index), s = 1 - t;
        basis[0] = s * s * s / 6;
        basis[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
        basis[2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
        basis[3] = t * t * t / 6;
        return index;
    }
}
