namespace Awsnet.Components;

/// <summary>
/// The tilted rectangle that was really acquired: sequences resampled to a common grid are 0 outside it, with one corner
/// or another cut by the volume's other limits.
/// </summary>
internal sealed class FieldOfView(
    BodyFrame frame, double centerY, double centerX, double tilt, double halfHeight, double halfWidth)
{
    public static FieldOfView Draw(BodyFrame frame, RandomStream random) => new(
        frame,
        frame.Height * (0.5 + 0.02 * random.Normal()), frame.Width * (0.5 + 0.02 * random.Normal()),
        random.Uniform(-0.5, 0.5),
        frame.Height * random.Uniform(0.4, 0.52), frame.Width * random.Uniform(0.34, 0.46));

    /// <summary>The same view as another sequence takes it.</summary>
    public FieldOfView Shifted(RandomStream random) => new(
        frame, centerY + 5 * random.Normal(), centerX + 5 * random.Normal(), tilt, halfHeight * random.Uniform(0.97, 1.03),
        halfWidth * random.Uniform(0.97, 1.03));

    /// <summary>Sets what lies outside to 0.</summary>
    public void Cut(Span<short> image)
    {
        (double sin, double cos) = Math.SinCos(tilt);
        double corner = 0.8 * (halfHeight + halfWidth);
        for (int y = 0; y < frame.Height; y++)
        {
            for (int x = 0; x < frame.Width; x++)
            {
                double dy = y - centerY, dx = x - centerX;
                double across = Math.Abs(cos * dx + sin * dy), down = Math.Abs(cos * dy - sin * dx);
                if (across > halfWidth || down > halfHeight || across + down > corner)
                    image[y * frame.Width + x] = 0;
            }
        }
    }
}
