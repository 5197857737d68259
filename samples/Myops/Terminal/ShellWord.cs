namespace Awsnet.Components.Myops;

/// <summary>Words of commands that a user is to repeat.</summary>
internal static class ShellWord
{
    /// <summary>A word as a shell reads it back: in single quotes where it holds more than letters, digits and what names have.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,:+".Contains(letter))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
