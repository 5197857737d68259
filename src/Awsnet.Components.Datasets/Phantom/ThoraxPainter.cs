using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// Paints what lies around the heart in an oblique short-axis plane: chest wall and back with fat, muscle and ribs, lung,
/// liver and stomach behind the diaphragm, spine and aorta. Its only purpose is to be as varied and as distracting as the
/// real surroundings.
/// </summary>
internal sealed class ThoraxPainter
{
    private readonly TissueSignals tissue;
    private readonly (double X, double Y, double Depth, double Curve, double Fat, double Muscle)[] walls;
    private readonly double diaphragm, dome, domeX, ribPeriod, ribPhase;
    private readonly (double X, double Y, double Size, double Stretch) liver, spine, aorta, fatPad, backFat;
    private readonly ((double X, double Y, double Size, double Stretch) Place, Vector3 Signal, double Mottle)[] organs;

    public ThoraxPainter(TissueSignals tissue, HeartAnatomy heart, double level, RandomStream random)
    {
        this.tissue = tissue;
        double radius = heart.Radius;
        walls =
        [
            Wall(random.Uniform(0.80, 0.95) * Math.PI, random.Uniform(74, 96), random.Uniform(4, 14), random.Uniform(7, 16), random),
            Wall(random.Uniform(-0.08, 0.1) * Math.PI, random.Uniform(100, 135), random.Uniform(6, 18), random.Uniform(14, 30), random),
            Wall(random.Uniform(0.42, 0.56) * Math.PI, random.Uniform(110, 155), random.Uniform(5, 14), random.Uniform(12, 26), random),
        ];
        // Toward the apex the plane cuts more of the abdomen.
        diaphragm = -(radius + random.Uniform(0, 9)) + 8 * level;
        dome = random.Uniform(0.001, 0.0035);
        domeX = random.Uniform(-25, 15);
        liver = (random.Uniform(-60, -25), diaphragm - random.Uniform(28, 45), random.Uniform(62, 85), 1.3);
        organs =
        [
            .. Enumerable.Range(0, 5 + random.Below(5)).Select(_ => (
                (random.Uniform(-50, 95), diaphragm - random.Uniform(38, 100), random.Uniform(9, 22), random.Uniform(0.75, 1.5)),
                Vector3.Lerp(tissue.Muscle, tissue.Stomach, (float)random.Uniform(0, 0.8)), random.Uniform(0.1, 0.5))),
            ((random.Uniform(65, 95), diaphragm - random.Uniform(0, 25), random.Uniform(18, 30), random.Uniform(1, 1.7)),
                tissue.Spleen, 0.05),
            ((random.Uniform(20, 55), diaphragm - random.Uniform(16, 40), random.Uniform(16, 30), random.Uniform(0.8, 1.5)),
                tissue.Stomach, 0.35),
        ];
        // Fat where the right ventricle meets the chest wall, and a wedge of it between the muscles of the back.
        fatPad = (-(radius + random.Uniform(26, 38)), random.Uniform(14, 42), random.Uniform(5, 15), random.Uniform(0.7, 1.3));
        backFat = (random.Uniform(70, 105), random.Uniform(70, 110), random.Uniform(8, 22), random.Uniform(0.6, 1.2));
        spine = (random.Uniform(80, 100), random.Uniform(20, 55), random.Uniform(15, 21), random.Uniform(0.9, 1.2));
        aorta = (spine.X - random.Uniform(28, 34), spine.Y + random.Uniform(-12, 6), random.Uniform(9, 13), 1);
        ribPeriod = random.Uniform(30, 44);
        ribPhase = random.Uniform(0, 2 * Math.PI);

        static (double, double, double, double, double, double) Wall(
            double angle, double depth, double fat, double muscle, RandomStream random) =>
            (Math.Cos(angle), Math.Sin(angle), depth, 1 / random.Uniform(260, 900), fat, muscle);
    }

    /// <summary>Where the front and the back coil lie, mm from the heart.</summary>
    public (double FrontX, double FrontY, double BackX, double BackY) Coils =>
        (walls[0].X * (walls[0].Depth + 15), walls[0].Y * (walls[0].Depth + 15), walls[1].X * (walls[1].Depth + 25),
            walls[1].Y * (walls[1].Depth + 25));

    /// <summary>The signal at a point of the body frame.</summary>
    /// <param name="x">mm to the patient's back left, from the heart.</param>
    /// <param name="y">mm away from the diaphragm.</param>
    /// <param name="shape">A smooth field of deviation 1 that bends borders.</param>
    /// <param name="vessels">A finer field of deviation 1 for vessels.</param>
    public Vector3 Paint(double x, double y, float shape, float vessels)
    {
        // Depth below the nearest part of the skin, with rounded corners, and what layers that part has.
        (double depth, double fat, double muscle, double along) = (double.MaxValue, 0, 0, 0);
        foreach (var wall in walls)
        {
            double tangent = y * wall.X - x * wall.Y;
            double d = wall.Depth - (x * wall.X + y * wall.Y) - tangent * tangent * wall.Curve;
            double h = Math.Clamp(0.5 + (d - depth) / 50, 0, 1);
            (fat, muscle) = (wall.Fat + h * (fat - wall.Fat), wall.Muscle + h * (muscle - wall.Muscle));
            if (d < depth)
                along = tangent;
            depth = depth == double.MaxValue ? d : d + h * (depth - d) - 50 * 0.5 * h * (1 - h);
        }

        depth += 4 * shape;
        if (depth < -1)
            return Vector3.Zero;
        fat *= 1 + 0.35 * shape;
        double below = depth - fat - muscle;

        Vector3 signal = below > -2 ? Inner(x, y, shape, vessels) : tissue.Muscle;
        signal = Vector3.Lerp(signal, Muscle(depth - fat, muscle, along, vessels + 0.6f * shape), HeartPainter.Inside(-below, 2));
        signal = Vector3.Lerp(signal, tissue.Fat, HeartPainter.Inside(fat - depth, 1.5));
        return signal * HeartPainter.Inside(depth, 2);
    }

    private Vector3 Inner(double x, double y, float shape, float vessels)
    {
        Vector3 signal = tissue.Lung;
        signal = Vector3.Lerp(signal, tissue.Vessel * 0.7f, Math.Clamp((vessels - 1.7f) * 2, 0, 0.8f));
        double fromDome = x - domeX;
        double abdomen = diaphragm - dome * fromDome * fromDome + 1.5 * shape - y;
        if (abdomen > -2)
        {
            Vector3 organ = Vector3.Lerp(tissue.Muscle, tissue.Fat, Math.Clamp(0.25f + 0.3f * vessels + 0.2f * shape, 0, 0.7f));
            Vector3 vein = Vector3.Lerp(tissue.Liver, tissue.Vessel, Math.Clamp((Math.Abs(vessels) - 1.6f) * 2, 0, 0.7f));
            organ = Ellipse(organ, vein, liver, x, y, 5 * shape);
            foreach (var one in organs)
                organ = Ellipse(organ, one.Signal * (1 + (float)one.Mottle * vessels), one.Place, x, y, 3 * shape);
            organ = Vector3.Lerp(organ, tissue.Muscle, HeartPainter.Inside(3 - abdomen, 1.5));
            signal = Vector3.Lerp(signal, organ, HeartPainter.Inside(abdomen, 2));
        }

        signal = Ellipse(signal, tissue.Fat * 0.9f, fatPad, x, y, 5 * shape);
        signal = Ellipse(signal, tissue.Fat, backFat, x, y, 5 * shape);
        signal = Ellipse(signal, tissue.Muscle, (spine.X, spine.Y, spine.Size + 9, spine.Stretch), x, y, 3 * shape);
        signal = Ellipse(signal, tissue.Marrow, spine, x, y, shape);
        return Ellipse(signal, tissue.Aorta, aorta, x, y, 0);
    }

    // Muscle with ribs: an oval of marrow in a dark shell, at even distances along the wall.
    private Vector3 Muscle(double depth, double thickness, double along, float vessels)
    {
        double phase = Math.IEEERemainder(along + ribPhase * ribPeriod, ribPeriod), across = depth - 0.6 * thickness;
        double rib = 5.5 - Math.Sqrt(phase * phase * 0.45 + across * across * 1.5);
        Vector3 signal = Vector3.Lerp(tissue.Muscle, tissue.Fat, Math.Clamp((vessels - 0.9f) * 0.8f, 0, 0.7f));
        signal = Vector3.Lerp(signal, tissue.Muscle * 0.5f, HeartPainter.Inside(rib, 1.5));
        return Vector3.Lerp(signal, tissue.Marrow * 0.8f, HeartPainter.Inside(rib - 2, 1.5));
    }

    private static Vector3 Ellipse(
        Vector3 below, Vector3 tissue, (double X, double Y, double Size, double Stretch) place, double x, double y, double bend)
    {
        double dx = (x - place.X) / place.Stretch, dy = (y - place.Y) * place.Stretch;
        double square = dx * dx + dy * dy, most = place.Size + 20;
        return square > most * most ? below : Vector3.Lerp(below, tissue, HeartPainter.Inside(place.Size + bend - Math.Sqrt(square), 2));
    }
}
