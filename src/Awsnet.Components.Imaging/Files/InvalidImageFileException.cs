namespace Awsnet.Components;

/// <summary>
/// An image file that cannot be read for what it holds: not the format it claims to be, cut short, damaged, or with a
/// header that contradicts the file. The message is one line that names the file and says what is wrong.
/// </summary>
/// <remarks>A file that is missing raises the usual <see cref="IOException"/> kinds instead; this type derives from
/// <see cref="IOException"/>, so that one handler covers both. One that may not be opened raises
/// <see cref="UnauthorizedAccessException"/>, which is none.</remarks>
public sealed class InvalidImageFileException : IOException
{
    /// <summary>Names the file and the problem.</summary>
    /// <param name="path">The file, as the caller named it.</param>
    /// <param name="problem">What is wrong, as a clause without a final stop.</param>
    /// <param name="inner">The lower-level error, when there is one.</param>
    public InvalidImageFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>What is wrong, without the file's name.</summary>
    public string Problem { get; }
}
