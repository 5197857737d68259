namespace Awsnet.Components;

/// <summary>Small dense linear systems, by Gauss's elimination with row pivots.</summary>
internal static class LinearSystem
{
    /// <summary>Solves A x = b in place: A is used up and b becomes x.</summary>
    /// <returns>False where A is singular to working precision.</returns>
    internal static bool Solve(Span<double> matrix, Span<double> right)
    {
        int count = right.Length;
        double scale = 0;
        foreach (double entry in matrix)
            scale = Math.Max(scale, Math.Abs(entry));
        for (int column = 0; column < count; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < count; row++)
            {
                if (Math.Abs(matrix[row * count + column]) > Math.Abs(matrix[pivot * count + column]))
                    pivot = row;
            }
            if (!(Math.Abs(matrix[pivot * count + column]) > 1e-14 * scale))
                return false;
            if (pivot != column)
            {
                for (int k = 0; k < count; k++)
                    (matrix[column * count + k], matrix[pivot * count + k]) = (matrix[pivot * count + k], matrix[column * count + k]);
                (right[column], right[pivot]) = (right[pivot], right[column]);
            }
            for (int row = column + 1; row < count; row++)
            {
                double factor = matrix[row * count + column] / matrix[column * count + column];
                for (int k = column; k < count; k++)
                    matrix[row * count + k] -= factor * matrix[column * count + k];
                right[row] -= factor * right[column];
            }
        }
        for (int row = count - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < count; k++)
                right[row] -= matrix[row * count + k] * right[k];
            right[row] /= matrix[row * count + row];
        }
        return true;
    }
}
