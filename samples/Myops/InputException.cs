namespace Awsnet.Components.Myops;

/// <summary>
/// Something that the user gave cannot be used. The message is one line that names the file or option and says what to do.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public InputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
