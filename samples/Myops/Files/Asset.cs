namespace Awsnet.Components.Myops;

/// <summary>Files that are built into the program.</summary>
internal static class Asset
{
    public static string Text(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
