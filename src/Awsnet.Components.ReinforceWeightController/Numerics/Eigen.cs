namespace Awsnet.Components;

/// <summary>Eigenvalues and eigenvectors of small symmetric matrices, by Jacobi's rotations.</summary>
internal static class Eigen
{
    private const int MaximumSweeps = 60;

    /// <param name="matrix">Symmetric, row by row; used up.</param>
    /// <param name="values">Eigenvalues, in no order.</param>
    /// <param name="vectors">Eigenvector k in column k.</param>
    internal static void Decompose(Span<double> matrix, Span<double> values, Span<double> vectors)
    {
        int count = values.Length;
        vectors.Clear();
        for (int i = 0; i < count; i++)
            vectors[i * count + i] = 1;
        for (int sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            bool isDiagonal = true;
            for (int p = 0; p < count; p++)
            {
                for (int q = p + 1; q < count; q++)
                {
                    double off = matrix[p * count + q];
                    if (Math.Abs(off) <= 1e-300
                        || Math.Abs(off) <= 1e-17 * Math.Sqrt(Math.Abs(matrix[p * count + p] * matrix[q * count + q])))
                        continue;
                    isDiagonal = false;
                    Rotate(matrix, vectors, count, p, q);
                }
            }
            if (isDiagonal)
                break;
        }
        for (int i = 0; i < count; i++)
            values[i] = matrix[i * count + i];
    }

    /// <summary>Makes the element at [p, q] vanish.</summary>
    private static void Rotate(Span<double> matrix, Span<double> vectors, int count, int p, int q)
    {
        double theta = (matrix[q * count + q] - matrix[p * count + p]) / (2 * matrix[p * count + q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1), sine = tangent * cosine;
        for (int k = 0; k < count; k++)
            Turn(ref matrix[k * count + p], ref matrix[k * count + q], cosine, sine);
        for (int k = 0; k < count; k++)
            Turn(ref matrix[p * count + k], ref matrix[q * count + k], cosine, sine);
        for (int k = 0; k < count; k++)
            Turn(ref vectors[k * count + p], ref vectors[k * count + q], cosine, sine);
    }

    private static void Turn(ref double one, ref double other, double cosine, double sine) =>
        (one, other) = (cosine * one - sine * other, sine * one + cosine * other);
}
