using System.Globalization;

namespace Awsnet.Components;

/// <summary>What a patient's <c>Info.cfg</c> says.</summary>
/// <param name="EndDiastole">Number of the end-diastolic frame, from 1.</param>
/// <param name="EndSystole">Number of the end-systolic frame, from 1.</param>
/// <param name="Frames">Frames in the cine series, or null where the file does not say.</param>
/// <param name="Group">Diagnosis: NOR, DCM, HCM, MINF or RV; null where the file does not say.</param>
/// <param name="HeightCm">Body height, or null.</param>
/// <param name="WeightKg">Body weight, or null.</param>
public sealed record AcdcInfo(int EndDiastole, int EndSystole, int? Frames, string? Group, double? HeightCm, double? WeightKg)
{
    /// <summary>Reads an <c>Info.cfg</c>: lines of <c>Key: value</c>; unknown keys are left alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataSetException">ED or ES is missing, or a value is no number where one is expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static AcdcInfo Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataSetException(path, "missing; an ACDC patient's folder needs it to say which frames are ED and ES.");
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in File.ReadLines(path))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
                values[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        int? ed = Whole("ED"), es = Whole("ES");
        if (ed is null || es is null)
            throw new InvalidDataSetException(path, $"has no line \"{(ed is null ? "ED" : "ES")}: <frame number>\".");
        return new AcdcInfo(ed.Value, es.Value, Whole("NbFrame"), values.GetValueOrDefault("Group"), Number("Height"), Number("Weight"));

        int? Whole(string key)
        {
            if (!values.TryGetValue(key, out string? text))
                return null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
                ? value
                : throw new InvalidDataSetException(path, $"says {key} is \"{text}\"; expected a frame number from 1.");
        }

        double? Number(string key)
        {
            if (!values.TryGetValue(key, out string? text))
                return null;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new InvalidDataSetException(path, $"says {key} is \"{text}\"; expected a number.");
        }
    }
}
