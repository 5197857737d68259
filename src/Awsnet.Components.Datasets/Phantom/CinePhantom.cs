namespace Awsnet.Components;

/// <summary>Generates the beating heart of the ACDC layout: the short-axis phantom in bSSFP alone, over one cycle.</summary>
public static class CinePhantom
{
    private const ulong AnatomyStream = 11, ImageStream = 12;
    private static readonly (string Name, HeartKind Kind)[] Groups =
    [
        ("NOR", HeartKind.Ordinary), ("DCM", HeartKind.Dilated), ("HCM", HeartKind.Hypertrophic), ("MINF", HeartKind.Infarcted),
        ("RV", HeartKind.WideRight),
    ];

    /// <summary>Generates one patient.</summary>
    /// <param name="seed">The set's seed.</param>
    /// <param name="index">The patient's number in the set, 0 or more; the five diagnoses take turns.</param>
    /// <param name="options">What to draw; null means the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative index, or an option outside its range.</exception>
    public static CinePhantomCase Generate(long seed, int index, CinePhantomOptions? options = null)
    {
        options ??= new CinePhantomOptions();
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var anatomy = new RandomStream((ulong)seed, (ulong)index, AnatomyStream);
        var imaging = new RandomStream((ulong)seed, (ulong)index, ImageStream);
        (string group, HeartKind kind) = Groups[index % Groups.Length];

        int height = options.MinimumSize + anatomy.Below(options.MaximumSize - options.MinimumSize + 1);
        int width = options.MinimumSize + anatomy.Below(options.MaximumSize - options.MinimumSize + 1);
        int slices = options.MinimumSlices + anatomy.Below(options.MaximumSlices - options.MinimumSlices + 1);
        double spacing = Math.Round(anatomy.Uniform(1.37, 1.68), 4);
        var heart = new HeartAnatomy(anatomy, kind);
        LesionModel[] lesions = kind == HeartKind.Infarcted
            ? [LesionModel.Draw((CoronaryTerritory)anatomy.Below(3), scar: true, edema: false, small: false, anatomy)]
            : [];
        double step = Math.Round(Math.Clamp(0.95 * heart.LongAxis / slices, 5, 10), 2);
        double first = Math.Max((heart.LongAxis - (slices - 1) * step) / heart.LongAxis / 2, 0.01);

        var look = new PhantomOptions { Difficulty = options.Difficulty, PixelSpacingMm = spacing };
        BodyFrame frame = BodyFrame.Draw(height, width, spacing, anatomy);
        var scene = new PhantomScene(frame, look, heart, anatomy, imaging);
        int systole = Math.Max((int)Math.Round(options.Frames * anatomy.Uniform(0.32, 0.42)), 1);
        double[] contraction = [.. Enumerable.Range(0, options.Frames).Select(t => Contraction(t, systole, options.Frames))];

        int plane = height * width, volume = slices * plane;
        var cine = new short[options.Frames * volume];
        byte[] atDiastole = new byte[volume], atSystole = new byte[volume];
        var labels = new short[plane];
        for (int z = 0; z < slices; z++)
        {
            double level = Math.Min(first + z * step / heart.LongAxis, 0.99);
            HeartSlice[] phases = Array.ConvertAll(contraction, c => heart.Slice(level, c, lesions));
            scene.ImageCine(phases, [.. phases.Select((_, t) => cine.AsMemory(t * volume + z * plane, plane))]);
            frame.Label(phases[0], labels);
            ToAcdc(labels, atDiastole.AsSpan(z * plane, plane));
            frame.Label(phases[systole], labels);
            ToAcdc(labels, atSystole.AsSpan(z * plane, plane));
        }

        return new CinePhantomCase
        {
            Height = height,
            Width = width,
            Slices = slices,
            Frames = options.Frames,
            EndSystole = systole + 1,
            PixelSpacingMm = spacing,
            SliceSpacingMm = step,
            Group = group,
            Cine = cine,
            EndDiastoleLabels = atDiastole,
            EndSystoleLabels = atSystole,
        };
    }

    // 0 at the first frame, smoothly to 1 at the systolic one, and back over the rest of the beat.
    private static double Contraction(int frame, int systole, int frames) => frame <= systole
        ? 0.5 - 0.5 * Math.Cos(Math.PI * frame / systole)
        : 0.5 + 0.5 * Math.Cos(Math.PI * (frame - systole) / (frames - systole));

    private static void ToAcdc(ReadOnlySpan<short> labels, Span<byte> classes)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            classes[i] = labels[i] switch
            {
                MyoPsLabels.Background => AcdcLabels.Background,
                MyoPsLabels.RightVentricleBlood => AcdcLabels.RightVentricle,
                MyoPsLabels.LeftVentricleBlood => AcdcLabels.LeftVentricle,
                _ => AcdcLabels.Myocardium,
            };
        }
    }
}
