using SkiaSharp;

namespace Awsnet.Components.Myops;

/// <summary>
/// Colors of values from 0 to 1, dark blue over green to yellow: ordered by lightness, so that they can be told apart without color vision
/// and in print.
/// </summary>
internal static class HeatScale
{
    private const int Steps = 200;

    private static readonly SKColor[] Stops =
    [
        new(68, 1, 84), new(71, 44, 122), new(59, 81, 139), new(44, 113, 142), new(33, 144, 141), new(39, 173, 129), new(92, 200, 99),
        new(170, 220, 50), new(253, 231, 37),
    ];

    /// <summary>The color of a value; below 0 and above 1 that of the end. Values a two-hundredth apart may share a color.</summary>
    public static SKColor Of(double value)
    {
        var at = Math.Round(Math.Clamp(value, 0, 1) * Steps) / Steps * (Stops.Length - 1);
        var first = Math.Min((int)at, Stops.Length - 2);
        var part = at - first;
        SKColor from = Stops[first], to = Stops[first + 1];
        return new SKColor(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));

        byte Mix(byte a, byte b) => (byte)Math.Round(a + (part * (b - a)));
    }
}
