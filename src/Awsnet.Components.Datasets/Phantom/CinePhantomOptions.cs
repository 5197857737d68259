namespace Awsnet.Components;

/// <summary>What a cine phantom (the ACDC layout) is made of. Pixels are 1.37 to 1.68 mm, slices 5 to 10 mm apart, as in ACDC.</summary>
public sealed record CinePhantomOptions
{
    /// <summary>How hard the images are: noise, confounders, misregistration.</summary>
    /// <value>Default <see cref="PhantomDifficulty.Normal"/>.</value>
    public PhantomDifficulty Difficulty { get; init; } = PhantomDifficulty.Normal;

    /// <summary>Least number of rows and columns.</summary>
    /// <value>64 to 1,024; default 200.</value>
    public int MinimumSize { get; init; } = 200;

    /// <summary>Greatest number of rows and columns.</summary>
    /// <value><see cref="MinimumSize"/> to 1,024; default 256.</value>
    public int MaximumSize { get; init; } = 256;

    /// <summary>Least number of slices.</summary>
    /// <value>1 to 30; default 8.</value>
    public int MinimumSlices { get; init; } = 8;

    /// <summary>Greatest number of slices.</summary>
    /// <value><see cref="MinimumSlices"/> to 30; default 10.</value>
    public int MaximumSlices { get; init; } = 10;

    /// <summary>Frames over one heartbeat.</summary>
    /// <value>4 to 60; default 20.</value>
    public int Frames { get; init; } = 20;

    internal void Validate()
    {
        Option.Within(MinimumSize, 64, 1024);
        Option.Within(MaximumSize, MinimumSize, 1024);
        Option.Within(MinimumSlices, 1, 30);
        Option.Within(MaximumSlices, MinimumSlices, 30);
        Option.Within(Frames, 4, 60);
    }
}
