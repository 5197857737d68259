namespace Awsnet.Components.Samples;

/// <summary>The cases that a folder's networks know. A resumed run with others would score them on what they were trained on.</summary>
internal static class TrainedOn
{
    /// <summary>Keeps the list of a folder's first run and refuses another one.</summary>
    /// <exception cref="ArgumentException">The folder's networks know other cases.</exception>
    public static void Check(string folder, IEnumerable<string> training, IEnumerable<string> validation)
    {
        string file = Path.Combine(folder, "trained-on.txt");
        string[] known = [.. training.Select(id => $"train {id}"), .. validation.Select(id => $"validate {id}")];
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            WholeFile.Write(file, string.Join('\n', known) + '\n');
        }
        else if (!File.ReadLines(file).SequenceEqual(known))
        {
            throw new ArgumentException(
                $"The networks in {folder} were trained and validated on other cases, listed in {Path.GetFileName(file)}, some of which " +
                "would now be scored. Choose another --out.");
        }
    }
}
