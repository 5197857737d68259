namespace Awsnet.Components;

/// <summary>The contours of one slice as radii over angle, mm, around (CenterX, CenterY) of the body frame.</summary>
internal sealed class HeartSlice
{
    public required bool HasVentricle { get; init; }

    public required double Level { get; init; }

    public required double CenterX { get; init; }

    public required double CenterY { get; init; }

    /// <summary>Outer contour of the left ventricle's wall.</summary>
    public required RadialCurve Epi { get; init; }

    /// <summary>Inner contour, papillary muscles and trabeculae inside it.</summary>
    public required RadialCurve Endo { get; init; }

    /// <summary>The border of blood as an image shows it: inside the trabeculae.</summary>
    public required RadialCurve Cavity { get; init; }

    /// <summary>Outer border of the right ventricle's blood; equal to <see cref="Epi"/> where there is none.</summary>
    public required RadialCurve RightOuter { get; init; }

    /// <summary>The pericardium, fat included.</summary>
    public required RadialCurve Sac { get; init; }

    public required RadialCurve Scar { get; init; }

    public required RadialCurve Edema { get; init; }

    public required RadialCurve Obstruction { get; init; }

    public required double[] RightInsertions { get; init; }

    public required (double Angle, double Radius, double Size, double Length)[] Papillary { get; init; }

    /// <summary>The truth at a point, by definition.</summary>
    public short LabelAt(double x, double y)
    {
        if (!HasVentricle)
            return MyoPsLabels.Background;
        (x, y) = (x - CenterX, y - CenterY);
        float at = RadialCurve.Position(y, x);
        double radius = Math.Sqrt(x * x + y * y), endo = Endo.At(at), epi = Epi.At(at);
        if (radius < endo)
            return MyoPsLabels.LeftVentricleBlood;
        if (radius < epi)
        {
            double depth = (radius - endo) / (epi - endo);
            return depth < Scar.At(at) ? MyoPsLabels.Scar : depth < Edema.At(at) ? MyoPsLabels.Edema : MyoPsLabels.Myocardium;
        }

        return radius < RightOuter.At(at) ? MyoPsLabels.RightVentricleBlood : MyoPsLabels.Background;
    }
}
