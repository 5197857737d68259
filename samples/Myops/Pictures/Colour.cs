namespace Awsnet.Components.Myops;

/// <summary>A colour of a picture.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour Black { get; } = new(0, 0, 0);

    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Grey { get; } = new(150, 150, 150);

    public static Colour Scar { get; } = new(255, 64, 64);

    public static Colour Edema { get; } = new(255, 216, 0);

    public static Colour Ventricle { get; } = new(64, 208, 255);
}
