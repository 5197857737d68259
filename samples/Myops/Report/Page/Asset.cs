namespace Awsnet.Components.Myops;

/// <summary>Files of the page, built into the program.</summary>
internal static class Asset
{
    /// <summary>The text of a file under <c>Report/Assets</c>.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"The program was built without report/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
