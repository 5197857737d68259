namespace Awsnet.Components;

/// <summary>The arithmetic of 4 x 4 affine matrices and of the qform's quaternions.</summary>
internal static class NiftiAffine
{
    public static double[,] Identity()
    {
        var affine = new double[4, 4];
        for (int i = 0; i < 4; i++) affine[i, i] = 1;
        return affine;
    }

    public static void Check(double[,] affine, string name)
    {
        CheckSize(affine, name);
        foreach (double value in affine)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"The affine holds {value}; its numbers must be finite.", name);
        }
        if (affine[3, 0] != 0 || affine[3, 1] != 0 || affine[3, 2] != 0 || affine[3, 3] != 1)
            throw new ArgumentException("The affine's last row must be 0 0 0 1.", name);
        if (IsSingular(affine)) throw new ArgumentException("The affine is singular: its axes do not span space.", name);
    }

    public static void CheckSize(double[,] affine, string name)
    {
        ArgumentNullException.ThrowIfNull(affine, name);
        if (affine.GetLength(0) != 4 || affine.GetLength(1) != 4)
            throw new ArgumentException($"The affine is {affine.GetLength(0)} x {affine.GetLength(1)}; it must be 4 x 4.", name);
    }

    /// <summary>The determinant of the upper left 3 x 3 part.</summary>
    public static double Determinant(double[,] a) =>
        a[0, 0] * (a[1, 1] * a[2, 2] - a[1, 2] * a[2, 1])
        - a[0, 1] * (a[1, 0] * a[2, 2] - a[1, 2] * a[2, 0])
        + a[0, 2] * (a[1, 0] * a[2, 1] - a[1, 1] * a[2, 0]);

    /// <summary>True where the axes' volume is nothing beside the product of their lengths, or not a number.</summary>
    public static bool IsSingular(double[,] a) => !(Math.Abs(Determinant(UnitColumns(a))) > 1e-9);

    public static double ColumnLength(double[,] a, int column)
    {
        double squares = a[0, column] * a[0, column] + a[1, column] * a[1, column] + a[2, column] * a[2, column];
        if (double.IsNormal(squares)) return Math.Sqrt(squares);
        // Squares of steps that only damage gives, 1e-200 or 1e200, leave the range of doubles.
        double largest = Math.Max(Math.Abs(a[0, column]), Math.Max(Math.Abs(a[1, column]), Math.Abs(a[2, column])));
        if (largest == 0 || !double.IsFinite(largest)) return largest;
        (double x, double y, double z) = (a[0, column] / largest, a[1, column] / largest, a[2, column] / largest);
        return largest * Math.Sqrt(x * x + y * y + z * z);
    }

    public static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[4, 4];
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                for (int k = 0; k < 4; k++) product[row, column] += a[row, k] * b[k, column];
            }
        }
        return product;
    }

    /// <summary>The inverse of an affine matrix, by cofactors.</summary>
    public static double[,] Inverse(double[,] a)
    {
        double determinant = Determinant(a);
        double[,] inverse = Identity();
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                (int r1, int r2) = ((column + 1) % 3, (column + 2) % 3);
                (int c1, int c2) = ((row + 1) % 3, (row + 2) % 3);
                inverse[row, column] = (a[r1, c1] * a[r2, c2] - a[r1, c2] * a[r2, c1]) / determinant;
            }
        }
        for (int row = 0; row < 3; row++)
            inverse[row, 3] = -(inverse[row, 0] * a[0, 3] + inverse[row, 1] * a[1, 3] + inverse[row, 2] * a[2, 3]);
        return inverse;
    }

    public static (double X, double Y, double Z) Apply(double[,] a, double x, double y, double z) => (
        a[0, 0] * x + a[0, 1] * y + a[0, 2] * z + a[0, 3],
        a[1, 0] * x + a[1, 1] * y + a[1, 2] * z + a[1, 3],
        a[2, 0] * x + a[2, 1] * y + a[2, 2] * z + a[2, 3]);

    /// <summary>
    /// The rotation of the unit quaternion (a, b, c, d) with a = sqrt(1 - b² - c² - d²). Parts longer than 1 (rounding, or
    /// a careless writer) are taken as a half turn about their direction.
    /// </summary>
    public static double[,] RotationOf(double b, double c, double d)
    {
        double a = 1 - (b * b + c * c + d * d);
        if (a < 1e-7)
        {
            double length = Math.Sqrt(b * b + c * c + d * d);
            (a, b, c, d) = (0, b / length, c / length, d / length);
        }
        else
        {
            a = Math.Sqrt(a);
        }
        return new[,]
        {
            { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c) },
            { 2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b) },
            { 2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c },
        };
    }

    /// <summary>Spacing, quaternion (b, c, d) and handedness of the rotation nearest to an affine's axes.</summary>
    public static (double[] Spacing, double[] Quaternion, bool IsReflected) Decompose(double[,] affine)
    {
        double[] spacing = [ColumnLength(affine, 0), ColumnLength(affine, 1), ColumnLength(affine, 2)];
        bool isReflected = Determinant(affine) < 0;
        double[,] rotation = UnitColumns(affine);
        for (int row = 0; isReflected && row < 3; row++) rotation[row, 2] = -rotation[row, 2];
        return (spacing, QuaternionOf(NearestRotation(rotation)), isReflected);
    }

    /// <summary>
    /// Unit vectors along the axes, made orthogonal by the nearest rotation or reflection; of a singular affine just the unit vectors, 0
    /// where there is none.
    /// </summary>
    public static double[,] Directions(double[,] affine)
    {
        double[,] directions = UnitColumns(affine);
        return IsSingular(affine) ? directions : NearestRotation(directions);
    }

    /// <summary>How near an axis lies to a world axis: 1 along it, 0 where the axis has no length.</summary>
    public static double Straightness(double[,] affine, int axis)
    {
        double[,] units = UnitColumns(affine);
        return Math.Max(Math.Abs(units[0, axis]), Math.Max(Math.Abs(units[1, axis]), Math.Abs(units[2, axis])));
    }

    /// <summary>Unit vectors along the axes, 0 where an axis has no length.</summary>
    private static double[,] UnitColumns(double[,] affine)
    {
        double[,] units = Identity();
        for (int column = 0; column < 3; column++)
        {
            double length = ColumnLength(affine, column);
            for (int row = 0; row < 3; row++) units[row, column] = length > 0 ? affine[row, column] / length : 0;
        }
        return units;
    }

    /// <summary>Newton's iteration R ← (R + R⁻ᵀ) / 2 for the orthogonal factor of the polar decomposition.</summary>
    private static double[,] NearestRotation(double[,] rotation)
    {
        for (int step = 0; step < 100; step++)
        {
            double[,] inverse = Inverse(rotation);
            double change = 0;
            double[,] next = Identity();
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 3; column++)
                {
                    next[row, column] = (rotation[row, column] + inverse[column, row]) / 2;
                    change = Math.Max(change, Math.Abs(next[row, column] - rotation[row, column]));
                }
            }
            rotation = next;
            if (change < 1e-15) break;
        }
        return rotation;
    }

    private static double[] QuaternionOf(double[,] r)
    {
        // The largest of the four parts is found first: dividing by it loses no digits.
        double trace = r[0, 0] + r[1, 1] + r[2, 2];
        double[] quaternion; // a, b, c, d
        if (trace > 0)
        {
            double s = 2 * Math.Sqrt(trace + 1);
            quaternion = [s / 4, (r[2, 1] - r[1, 2]) / s, (r[0, 2] - r[2, 0]) / s, (r[1, 0] - r[0, 1]) / s];
        }
        else if (r[0, 0] > r[1, 1] && r[0, 0] > r[2, 2])
        {
            double s = 2 * Math.Sqrt(1 + r[0, 0] - r[1, 1] - r[2, 2]);
            quaternion = [(r[2, 1] - r[1, 2]) / s, s / 4, (r[0, 1] + r[1, 0]) / s, (r[0, 2] + r[2, 0]) / s];
        }
        else if (r[1, 1] > r[2, 2])
        {
            double s = 2 * Math.Sqrt(1 + r[1, 1] - r[0, 0] - r[2, 2]);
            quaternion = [(r[0, 2] - r[2, 0]) / s, (r[0, 1] + r[1, 0]) / s, s / 4, (r[1, 2] + r[2, 1]) / s];
        }
        else
        {
            double s = 2 * Math.Sqrt(1 + r[2, 2] - r[0, 0] - r[1, 1]);
            quaternion = [(r[1, 0] - r[0, 1]) / s, (r[0, 2] + r[2, 0]) / s, (r[1, 2] + r[2, 1]) / s, s / 4];
        }
        double sign = quaternion[0] < 0 ? -1 : 1; // the file stores b, c, d alone and takes a as positive
        return [sign * quaternion[1], sign * quaternion[2], sign * quaternion[3]];
    }
}
