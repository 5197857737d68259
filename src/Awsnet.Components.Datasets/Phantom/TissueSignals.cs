using System.Numerics;

namespace Awsnet.Components;

/// <summary>
/// What each tissue looks like in one case: X is bSSFP, Y is LGE, Z is T2, each in units of that sequence's normal
/// myocardium. The medians and spreads are those measured inside the labels of clinical MyoPS cases. They are drawn in this order.
/// </summary>
internal sealed class TissueSignals(PhantomOptions options, RandomStream random)
{
    public Vector3 Blood { get; } = Around(3.0, 3.3, 0.3, 0.18, random);

    private readonly Vector3 rightToLeft = Around(0.85, 0.9, 0.85, 0.12, random);

    public Vector3 RightBlood => Blood * rightToLeft;

    public Vector3 Scar { get; } = Vector3.One + (float)options.LesionContrast * new Vector3(
        (float)(0.25 + 0.12 * random.Normal()),
        (float)Math.Clamp(2.5 * Math.Exp(0.3 * random.Normal()), 1.3, 4.5),
        (float)Math.Clamp(0.55 + 0.2 * random.Normal(), 0.1, 1));

    public Vector3 Edema { get; } = Vector3.One + (float)options.LesionContrast * new Vector3(
        (float)(0.25 + 0.12 * random.Normal()),
        (float)Math.Clamp(0.35 + 0.2 * random.Normal(), 0, 0.9),
        (float)Math.Clamp(0.72 * Math.Exp(0.22 * random.Normal()), 0.45, 1.2));

    /// <summary>The core that contrast agent does not reach.</summary>
    public Vector3 Obstruction { get; } = new(1.0f, 1.15f, 1.15f);

    /// <summary>T2 signal of blood that stands still near the wall.</summary>
    public float SlowFlow { get; } = (float)random.Uniform(0.9, 1.6);

    public Vector3 Fat { get; } = Around(2.1, 3.6, 2.7, 0.22, random);

    public Vector3 Muscle { get; } = Around(0.72, 1.25, 0.5, 0.12, random);

    public Vector3 Lung { get; } = Around(0.22, 0.6, 0.13, 0.25, random);

    public Vector3 Liver { get; } = Around(0.95, 1.6, 0.6, 0.25, random);

    public Vector3 Vessel { get; } = Around(1.5, 1.9, 0.3, 0.2, random);

    public Vector3 Stomach { get; } = Around(1.5, 1.9, 2.4, 0.35, random);

    public Vector3 Spleen { get; } = Around(1.25, 1.7, 1.5, 0.25, random);

    public Vector3 Marrow { get; } = Around(0.9, 1.2, 0.95, 0.2, random);

    public Vector3 Aorta { get; } = Around(2.3, 2.4, 0.2, 0.12, random);

    private static Vector3 Around(double c0, double de, double t2, double spread, RandomStream random) => new(
        (float)(c0 * Math.Exp(spread * random.Normal())),
        (float)(de * Math.Exp(spread * random.Normal())),
        (float)(t2 * Math.Exp(spread * random.Normal())));
}
