using System.Globalization;

namespace Awsnet.Components;

/// <summary>
/// What is noteworthy about cases taken together, though none of them is wrong. Safe for threads; the order does not matter.
/// </summary>
internal sealed class CaseSurvey
{
    // Spacings are stored in single precision, and rounded by many programs.
    private const double SameSpacing = 1.01;

    private readonly object gate = new();
    private readonly double[] least = [double.MaxValue, double.MaxValue, double.MaxValue], most = [0, 0, 0];
    private readonly SortedDictionary<string, int> orientations = new(StringComparer.Ordinal);
    private readonly bool[] labels = new bool[256];
    private bool areClassNumbers = true;
    private int classes;

    /// <summary>Takes a case in.</summary>
    /// <param name="options">How it was read.</param>
    /// <param name="sample">Null, where it could not be read, is passed over.</param>
    public void Add(SegmentationFolderOptions options, SegmentationSample? sample)
    {
        if (sample is null)
            return;
        // Whoever sets one sets it to true.
        foreach (byte label in sample.Labels ?? [])
            labels[label] = true;
        lock (gate)
        {
            // Pictures have no spacing, and 1 in its place.
            for (int axis = 0; axis < 3 && sample.AxisCodes is not null; axis++)
            {
                least[axis] = Math.Min(least[axis], sample.SpacingMm[axis]);
                most[axis] = Math.Max(most[axis], sample.SpacingMm[axis]);
            }

            if (sample.AxisCodes is { } codes)
                orientations[codes] = orientations.GetValueOrDefault(codes) + 1;
            classes = Math.Max(classes, options.Classes ?? 0);
            areClassNumbers &= options is { Classes: null, BinaryLabels: false, LabelMap: null };
        }
    }

    /// <summary>A line for each thing.</summary>
    public IEnumerable<string> Notes()
    {
        if (Enumerable.Range(0, 3).Any(axis => most[axis] > least[axis] * SameSpacing))
            yield return $"spacings differ between cases, from {Spacing(least)} to {Spacing(most)} mm along x, y and z; a network sees "
                + "voxels, no mm: resample first.";
        if (orientations.Count > 1)
            yield return $"orientations differ between cases: {string.Join(", ", orientations.Select(one => $"{one.Key} ({one.Value})"))}; "
                + "left and right, up and down are not the same in all arrays.";
        int[] present = [.. Enumerable.Range(1, 255).Where(label => labels[label])];
        int[] absent = [.. Enumerable.Range(1, Math.Max(0, classes - 1)).Except(present)];
        // Where there is none at all, each label map has said so.
        if (present.Length > 0 && absent.Length > 0)
            yield return absent.Length == 1
                ? $"class {absent[0]} is in no label map."
                : $"classes {string.Join(", ", absent)} are in no label map.";
        if (areClassNumbers && present is [255])
            yield return "label maps hold 0 and 255 alone, which is class 255. If they are masks, set BinaryLabels: class 1.";
    }

    private static string Spacing(double[] zyx) =>
        string.Create(CultureInfo.InvariantCulture, $"{zyx[2]:0.####} x {zyx[1]:0.####} x {zyx[0]:0.####}");
}
