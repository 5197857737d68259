using System.Text;

namespace Awsnet.Components;

/// <summary>
/// The log of a search as JSON lines: one candidate a line, with weights, action, seed, reward, status, losses, duration, and whether it
/// was adopted.
/// </summary>
public static class SearchLog
{
    /// <summary>Writes every candidate of some epochs.</summary>
    /// <param name="path">The file; replaced whole, so that a resumed search leaves no line twice.</param>
    /// <param name="epochs">A search's <see cref="WeightSearch{TSnapshot}.Epochs"/>.</param>
    public static void Save(string path, IEnumerable<EpochRecord> epochs) => AtomicFile.WriteText(path, ToJsonLines(epochs));

    /// <summary>The log as text, one JSON object a line.</summary>
    /// <param name="epochs">A search's <see cref="WeightSearch{TSnapshot}.Epochs"/>.</param>
    public static string ToJsonLines(IEnumerable<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        var text = new StringBuilder();
        foreach (var record in epochs.SelectMany(epoch => epoch.Candidates))
            text.Append(LogJson.Write(record).ToJsonString(LogJson.OneLine)).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads a log back.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">A line is not a candidate's record.</exception>
    public static IReadOnlyList<CandidateRecord> Load(string path)
    {
        var records = new List<CandidateRecord>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
                continue;
            string where = $"{Path.GetFileName(path)}, line {number}";
            records.Add(LogJson.ReadCandidate(StateReader.Of(JsonText.ParseObject(line, where), where), default));
        }
        return records;
    }
}
