namespace Awsnet.Components;

/// <summary>
/// A folder that is no data set of the layout it is read as, or a case in it whose files do not fit together. The message
/// is one line that names the file or folder, what is wrong with it and what to do.
/// </summary>
/// <remarks>
/// Derives from <see cref="IOException"/>, as <see cref="InvalidImageFileException"/> does, so that one handler covers both.
/// </remarks>
public sealed class InvalidDataSetException : IOException
{
    /// <summary>Names the file or folder and the problem.</summary>
    /// <param name="path">The file or folder, as the caller named it.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public InvalidDataSetException(string path, string problem)
        : base($"{path}: {problem}")
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>What is wrong and what to do, without the path.</summary>
    public string Problem { get; }
}
