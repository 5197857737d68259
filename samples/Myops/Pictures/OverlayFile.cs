using System.Globalization;

namespace Awsnet.Components.Myops;

/// <summary>The picture of a case: its slice with most pathology.</summary>
internal static class OverlayFile
{
    /// <summary>Paints the picture.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="volume">The case.</param>
    /// <param name="prediction">What was predicted of it.</param>
    /// <param name="scores">Of the prediction; none where the case has no annotation.</param>
    public static void Write(string path, MyoPsVolume volume, CasePrediction prediction, IReadOnlyList<MaskScores> scores)
    {
        var slice = prediction.SliceToShow(volume);
        var picture = OverlayPainter.Paint(new SlicePicture
        {
            Title = Title(volume, scores, slice),
            Height = volume.Height,
            Width = volume.Width,
            Sequences =
            [
                ("bSSFP", volume.Slice(volume.C0, slice).ToArray()),
                ("LGE", volume.Slice(volume.De, slice).ToArray()),
                ("T2", volume.Slice(volume.T2, slice).ToArray()),
            ],
            Truth = volume.Labels is { } labels ? volume.Slice(labels, slice).ToArray() : null,
            Prediction = volume.Slice(prediction.Labels, slice).ToArray(),
            Ventricle = prediction.Ventricle.Slice(slice).ToArray(),
        });
        picture.Write(path);
    }

    private static string Title(MyoPsVolume volume, IReadOnlyList<MaskScores> scores, int slice)
    {
        var title = $"{volume.Id}, slice {slice + 1} of {volume.Slices}";
        return scores.Count == 0 ? title : title + ". Dice: " + string.Join(", ", scores
            .Where(score => score.Structure != PredictionScores.Ventricle)
            .Select(score => $"{score.Structure} {score.Overlap.Dice.ToString("0.00", CultureInfo.InvariantCulture)}"));
    }
}
