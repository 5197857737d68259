using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops;

/// <summary>The left ventricle's mask of a case, from CASN or from the annotation: what ASAN sees inside.</summary>
internal sealed class Ventricle
{
    private Ventricle(byte[] mask, int height, int width)
    {
        Mask = mask;
        Height = height;
        Width = width;
    }

    /// <summary>[slice, y, x].</summary>
    public byte[] Mask { get; }

    public int Height { get; }

    public int Width { get; }

    public int Slices => Mask.Length / (Height * Width);

    /// <summary>Its blood, [slice, y, x]; null where it is not known.</summary>
    public byte[]? Blood { get; private init; }

    /// <summary>The part of what was marked that was left out, because it is no part of one heart.</summary>
    public double LeftOut { get; private init; }

    /// <summary>Whether a slice shows the ventricle.</summary>
    public bool IsIn(int slice) => Slice(slice).ContainsAnyExcept((byte)0);

    public ReadOnlySpan<byte> Slice(int slice) => Mask.AsSpan(slice * Height * Width, Height * Width);

    /// <summary>0 background, 1 wall, 2 blood.</summary>
    public byte[] WithBlood() => [.. Mask.Zip(Blood!, (inside, blood) => (byte)(inside + blood))];

    /// <summary>The smallest rectangle around the ventricle in all slices, or null where there is none.</summary>
    public PixelBox? Rectangle() => PixelBox.FromMask(Mask, Height, Width);

    /// <summary>Dice of another outline of it on the same grid; 1 when both are empty.</summary>
    public double DiceTo(Ventricle other) => PredictionScores.Dice(Mask, other.Mask, Width);

    /// <summary>The annotated ventricle.</summary>
    public static Ventricle FromLabels(MyoPsVolume source)
    {
        var mask = new byte[source.Labels!.Length];
        MyoPsLabels.ToClasses(source.Labels, MyoPsTarget.LeftVentricle, mask);
        return new Ventricle(mask, source.Height, source.Width)
        {
            Blood = [.. source.Labels.Select(label => label == MyoPsLabels.LeftVentricleBlood ? (byte)1 : (byte)0)],
        };
    }

    /// <summary>What CASN marked of a case.</summary>
    /// <param name="mask">bool [slices, height, width].</param>
    /// <param name="leftOut">The part of what was marked that is left out.</param>
    /// <param name="blood">bool [slices, height, width], or null where it is not known.</param>
    public static Ventricle FromCasn(Tensor mask, MyoPsVolume source, double leftOut = 0, Tensor? blood = null) =>
        new(Bytes(mask), source.Height, source.Width) { LeftOut = leftOut, Blood = blood is null ? null : Bytes(blood) };

    private static byte[] Bytes(Tensor mask) => [.. mask.to(ScalarType.Byte).cpu().data<byte>()];
}
