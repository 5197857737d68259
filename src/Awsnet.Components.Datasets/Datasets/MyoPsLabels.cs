namespace Awsnet.Components;

/// <summary>The label values of MyoPS 2020 files, and what networks make of them.</summary>
public static class MyoPsLabels
{
    /// <summary>Everything else: 0.</summary>
    public const short Background = 0;

    /// <summary>Normal myocardium of the left ventricle: 200.</summary>
    public const short Myocardium = 200;

    /// <summary>Blood of the left ventricle, papillary muscles included: 500.</summary>
    public const short LeftVentricleBlood = 500;

    /// <summary>Blood of the right ventricle: 600.</summary>
    public const short RightVentricleBlood = 600;

    /// <summary>Edematous myocardium outside the scar: 1220.</summary>
    public const short Edema = 1220;

    /// <summary>Scar: 2221.</summary>
    public const short Scar = 2221;

    /// <summary>The number of classes of a target, background included.</summary>
    /// <param name="target">What is segmented.</param>
    public static int Classes(MyoPsTarget target) => target switch
    {
        MyoPsTarget.LeftVentricle => 2,
        MyoPsTarget.Scar or MyoPsTarget.ScarAndEdema => 3,
        MyoPsTarget.ScarEdemaMyocardium => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "There is no such target."),
    };

    /// <summary>Turns label values into class numbers.</summary>
    /// <param name="labels">Values of MyoPS files, any number.</param>
    /// <param name="target">Which classes; see <see cref="MyoPsTarget"/>.</param>
    /// <param name="classes">Receives 0 to <see cref="Classes"/> − 1; as long as <paramref name="labels"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no MyoPS label.</exception>
    public static void ToClasses(ReadOnlySpan<short> labels, MyoPsTarget target, Span<byte> classes)
    {
        if (classes.Length != labels.Length)
            throw new ArgumentException(
                $"There are {labels.Length} labels and room for {classes.Length} classes; they must be equal.", nameof(classes));
        (byte myocardium, byte edema, byte scar, byte blood) = target switch
        {
            MyoPsTarget.LeftVentricle => ((byte)1, (byte)1, (byte)1, (byte)1),
            MyoPsTarget.Scar => ((byte)1, (byte)1, (byte)2, (byte)0),
            MyoPsTarget.ScarAndEdema => ((byte)1, (byte)2, (byte)2, (byte)0),
            MyoPsTarget.ScarEdemaMyocardium => ((byte)3, (byte)2, (byte)1, (byte)0),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "There is no such target."),
        };
        for (int i = 0; i < labels.Length; i++)
        {
            classes[i] = labels[i] switch
            {
                Background or RightVentricleBlood => 0,
                Myocardium => myocardium,
                LeftVentricleBlood => blood,
                Edema => edema,
                Scar => scar,
                short other => throw new ArgumentException(
                    $"{other} is no MyoPS label; expected 0, 200, 500, 600, 1220 or 2221.", nameof(labels)),
            };
        }
    }

    /// <summary>
    /// Joins the two fine networks' results into one label map: the injury is scar ∪ (scar and edema), its scar is what the
    /// scar network says, the rest is edema.
    /// </summary>
    /// <param name="scar">Classes of <see cref="MyoPsTarget.Scar"/>.</param>
    /// <param name="scarAndEdema">Classes of <see cref="MyoPsTarget.ScarAndEdema"/>.</param>
    /// <param name="labels">Receives 2221, 1220 or 0.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Merge(ReadOnlySpan<byte> scar, ReadOnlySpan<byte> scarAndEdema, Span<short> labels)
    {
        if (scar.Length != labels.Length || scarAndEdema.Length != labels.Length)
            throw new ArgumentException(
                $"There are {scar.Length} and {scarAndEdema.Length} classes and room for {labels.Length} labels; "
                + "they must be equal.", nameof(labels));
        for (int i = 0; i < labels.Length; i++)
            labels[i] = scar[i] == 2 ? Scar : scarAndEdema[i] == 2 ? Edema : Background;
    }

    internal static bool IsKnown(short label) =>
        label is Background or Myocardium or LeftVentricleBlood or RightVentricleBlood or Edema or Scar;
}
