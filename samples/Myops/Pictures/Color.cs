namespace Awsnet.Components.Myops;

/// <summary>A color of a picture.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    public static Color Black { get; } = new(0, 0, 0);

    public static Color White { get; } = new(255, 255, 255);

    public static Color Gray { get; } = new(150, 150, 150);

    public static Color Scar { get; } = new(255, 64, 64);

    public static Color Edema { get; } = new(255, 216, 0);

    public static Color Ventricle { get; } = new(64, 208, 255);
}
