namespace Awsnet.Components;

/// <summary>A smooth random displacement: uniform cubic B-splines over normally distributed control vectors.</summary>
internal sealed class ElasticField
{
    private readonly int columns;
    private readonly double spacing;
    private readonly float[] controlY, controlX, rowY, rowX;

    private ElasticField(int rows, int columns, double spacing)
    {
        (this.columns, this.spacing) = (columns, spacing);
        (controlY, controlX) = (new float[rows * columns], new float[rows * columns]);
        (rowY, rowX) = (new float[columns], new float[columns]);
    }

    public static ElasticField Draw(int height, int width, double spacing, double deviation, RandomStream random)
    {
        // Four controls act on every pixel, so the grid reaches one control before the image and two beyond.
        var field = new ElasticField((int)((height - 1) / spacing) + 4, (int)((width - 1) / spacing) + 4, spacing);
        random.Normal(field.controlY);
        random.Normal(field.controlX);
        // At a knot the weights along one axis are 1/6, 4/6, 1/6, whose squares sum to 1/2: over two axes half the deviation is left.
        float scale = (float)(2 * deviation);
        for (int i = 0; i < field.controlY.Length; i++)
        {
            field.controlY[i] *= scale;
            field.controlX[i] *= scale;
        }

        return field;
    }

    /// <summary>Adds the displacement of row y.</summary>
    public void AddRow(int y, Span<float> sourceY, Span<float> sourceX)
    {
        Span<float> basis = stackalloc float[4];
        int row = Basis(y / spacing, basis);
        for (int i = 0; i < columns; i++)
        {
            float dy = 0, dx = 0;
            for (int k = 0; k < 4; k++)
            {
                dy += basis[k] * controlY[(row + k) * columns + i];
                dx += basis[k] * controlX[(row + k) * columns + i];
            }

            (rowY[i], rowX[i]) = (dy, dx);
        }

        for (int x = 0; x < sourceY.Length; x++)
        {
            int column = Basis(x / spacing, basis);
            sourceY[x] += basis[0] * rowY[column] + basis[1] * rowY[column + 1] + basis[2] * rowY[column + 2] + basis[3] * rowY[column + 3];
            sourceX[x] += basis[0] * rowX[column] + basis[1] * rowX[column + 1] + basis[2] * rowX[column + 2] + basis[3] * rowX[column + 3];
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
