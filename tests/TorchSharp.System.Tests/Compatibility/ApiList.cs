namespace TorchSharp.Compatibility;

/// <summary>A text of type headers with indented members, looked up by type.</summary>
internal sealed class ApiList
{
    private readonly Dictionary<string, Entry> entries = [];

    public ApiList(string file)
    {
        Entry? current = null;
        foreach (string line in File.ReadLines(file))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] != ' ') entries.Add(Key(line), current = new Entry(line, []));
            else current!.Members.Add(line.Trim());
        }
    }

    public Entry? Find(string header) => entries.GetValueOrDefault(Key(header));

    /// <summary>A header up to its bases: kind, name and namespace.</summary>
    public static string Key(string header) => header.Split(" : ")[0];

    public static IEnumerable<string> Bases(string header)
    {
        string[] parts = header.Split(" : ");
        if (parts.Length == 1) yield break;
        int depth = 0, start = 0;
        for (int i = 0; i <= parts[1].Length; i++)
        {
            if (i == parts[1].Length || (parts[1][i] == ',' && depth == 0))
            {
                yield return parts[1][start..i].Trim();
                start = i + 1;
            }
            else if (parts[1][i] is '<' or '(')
            {
                depth++;
            }
            else if (parts[1][i] is '>' or ')')
            {
                depth--;
            }
        }
    }

    internal sealed record Entry(string Header, HashSet<string> Members);
}
