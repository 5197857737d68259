namespace Awsnet.Components;

/// <summary>One generated patient of a cine series: the beating heart in bSSFP, with exact labels at two moments.</summary>
public sealed class CinePhantomCase
{
    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Slices, from the base to the apex.</summary>
    public required int Slices { get; init; }

    /// <summary>Frames over the heartbeat; the first is end diastole.</summary>
    public required int Frames { get; init; }

    /// <summary>Number of the end-systolic frame, from 1 as ACDC counts.</summary>
    public required int EndSystole { get; init; }

    /// <summary>Pixel size in the plane, mm.</summary>
    public required double PixelSpacingMm { get; init; }

    /// <summary>Distance between slices, mm.</summary>
    public required double SliceSpacingMm { get; init; }

    /// <summary>Diagnosis, as ACDC names it: NOR, DCM, HCM, MINF or RV.</summary>
    public required string Group { get; init; }

    /// <summary>The series, [frame, slice, y, x].</summary>
    public required short[] Cine { get; init; }

    /// <summary>0 background, 1 right ventricle, 2 myocardium, 3 left ventricle, [slice, y, x].</summary>
    public required byte[] EndDiastoleLabels { get; init; }

    /// <summary>The same at end systole.</summary>
    public required byte[] EndSystoleLabels { get; init; }

    /// <summary>One frame of the series.</summary>
    /// <param name="number">From 1, as ACDC counts.</param>
    /// <returns>[slice, y, x], a view of <see cref="Cine"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    public Span<short> Frame(int number)
    {
        if (number < 1 || number > Frames)
            throw new ArgumentOutOfRangeException(nameof(number), number, $"Frames go from 1 to {Frames}.");
        int volume = Slices * Height * Width;
        return Cine.AsSpan((number - 1) * volume, volume);
    }
}
