namespace Awsnet.Components.Myops;

/// <summary>Truth and prediction side by side, for the best, middle and worst cases (as in the paper's Figs. 5 and 6).</summary>
internal static class GallerySection
{
    private const int Side = 256, MarginPixels = 10;

    public static Section? Of(ReportContent content)
    {
        if (content.Outcomes.Count == 0) return null;
        var cases = content.Outcomes.GroupBy(outcome => outcome.Case.Id)
            .Select(outcomes => (Outcomes: outcomes.ToArray(), Dice: outcomes.Average(outcome => outcome.MeanDice))).ToArray();
        Html body;
        if (content.IsScored)
        {
            var ranked = cases.Where(entry => !double.IsNaN(entry.Dice)).OrderByDescending(entry => entry.Dice).ToArray();
            var (best, middle, worst) = Parts(ranked.Length, content.Request.Pictures);
            body = Html.Of($"{Group("Best", ranked[best])}{Group("Middle", ranked[middle])}{Group("Worst", ranked[worst])}");
        }
        else
        {
            body = Group("Cases", cases[..Math.Min(cases.Length, content.Request.Pictures)]);
        }

        return new Section("gallery", content.IsScored ? "Truth and prediction" : "Predictions", "Gallery", Html.Of($"""
            <p class="note">The slice of each case with most pathology. {Legend.Contours}. The ventricle beside a prediction is the one that CASN found. Choose a picture to enlarge it.</p>
            {body}
            """));
    }

    /// <summary>Which of ranked cases are shown: as many best as worst ones, the rest of the places to the middle.</summary>
    internal static (Range Best, Range Middle, Range Worst) Parts(int cases, int places)
    {
        places = Math.Min(places, cases);
        int ends = (places + 1) / 3, middle = places - (2 * ends), first = (cases - middle) / 2;
        first = Math.Clamp(first, ends, cases - ends - middle);
        return (..ends, first..(first + middle), (cases - ends)..);
    }

    private static Html Group(string title, (CaseOutcome[] Outcomes, double Dice)[] cases) => cases.Length == 0 ? Html.Empty : Html.Of($"""
        <h3>{title}</h3>
        {cases.Select(entry => Case(entry.Outcomes, title))}
        """);

    private static Html Case(CaseOutcome[] outcomes, string rank)
    {
        var slice = outcomes[0].Case;
        var panel = new SlicePanel(slice.Height, slice.Width, BoxOf(slice, outcomes), Side);
        float[] lge = panel.Image(slice.De), t2 = panel.Image(slice.T2);
        List<Picture> pictures = [new("LGE", $"LGE of {slice.Place}", Painted(lge)), new("T2", $"T2 of {slice.Place}", Painted(t2))];
        if (slice.Truth is { } truth)
        {
            pictures.Add(
                new(
                    "Truth", $"Annotated contours on LGE of {slice.Place}",
                    Painted(lge, sheet => panel.Labels(sheet, 0, 0, truth, SlicePanel.VentricleOf(truth)))));
        }

        foreach (var outcome in outcomes)
        {
            var dice = outcome.Scores.Count == 0
                ? null
                : $"Dice of the case: scar {Numbers.Score(outcome.Of("scar")!.Overlap.Dice)}, scar+edema " +
                    $"{Numbers.Score(outcome.Of("scar+edema")!.Overlap.Dice)}";
            pictures.Add(new(
                outcome.Arm, $"Contours predicted by {outcome.Arm} on LGE of {slice.Place}. {dice}",
                Painted(lge, sheet => panel.Labels(sheet, 0, 0, outcome.Labels, outcome.Ventricle)),
                dice ?? (outcome.Volumes.Notes is { Length: > 0 } notes ? notes : null)));
        }

        return Html.Of($"""<div class="case"><h4>{slice.Place}</h4><div class="pictures" data-rank="{rank}">{pictures.Select(picture => picture.ToHtml())}</div></div>""");
    }

    internal static RasterImage Painted(float[] image, Action<Sheet>? draw = null)
    {
        var side = (int)Math.Sqrt(image.Length);
        // Gray alone is a third of the bytes.
        if (draw is null) return RasterImage.FromGray8(side, side, Array.ConvertAll(image, Sheet.GrayOf));
        using var sheet = new Sheet(side, side);
        sheet.Image(0, 0, image, side, side);
        draw(sheet);
        return sheet.ToImage();
    }

    /// <summary>A square around the ventricle, annotated and found by any arm; without one, the middle of the slice.</summary>
    private static PixelBox BoxOf(CaseSlice slice, CaseOutcome[] outcomes)
    {
        var heart = slice.Truth is { } truth ? SlicePanel.VentricleOf(truth) : new byte[slice.Height * slice.Width];
        // An outline far off the heart must not make it small, where there is an annotation.
        if (!heart.Contains((byte)1))
        {
            foreach (var outcome in outcomes)
                for (var i = 0; i < heart.Length; i++) heart[i] |= outcome.Ventricle[i];
        }

        return SlicePanel.BoxAround(heart, slice.Height, slice.Width, MarginPixels);
    }
}
