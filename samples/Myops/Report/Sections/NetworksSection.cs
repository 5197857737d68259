namespace Awsnet.Components.Myops;

/// <summary>
/// One case followed through the networks: sequences and CASN (the paper's Figs. 1 and 3), each head (Figs. 7 and 8), each gate.
/// </summary>
internal static class NetworksSection
{
    private const int Side = 224;

    public static Section? Of(ReportContent content)
    {
        if (content is not { Inspection: { } inspection, InspectedCase: { } outcome }) return null;
        return new Section("networks", "One case through the networks", "Networks", Html.Of($"""
            <p class="note">{outcome.Case.Place}, seen by {outcome.Run.Name}{Rank(content, outcome)}.</p>
            <h3>Three sequences, and what CASN sees</h3>
            <p class="note">{(outcome.Case.Truth is null ? Html.Empty : Html.Of($"Contours as annotated: {Legend.Contours}. "))}White: the rectangle around what CASN's first network found.</p>
            <div class="pictures">{Coarse(outcome.Case, inspection).Select(picture => picture.ToHtml())}</div>
            {Html.Join(inspection.Networks.Select(network => Network(outcome, network)))}
            {(inspection.Networks.Count == 0 ? Html.Of($"<p class=\"hint\">CASN found no ventricle in this slice, so the fine networks do not see it.</p>") : Html.Empty)}
            """));
    }

    /// <summary>Where it stands; of few cases none need be in the middle.</summary>
    private static string Rank(ReportContent content, CaseOutcome outcome) => outcome.Scores.Count == 0 ? ""
        : $": number {content.RankedOfFirstArm.IndexOf(outcome) + 1} of {content.RankedOfFirstArm.Count} by Dice, best first";

    private static IEnumerable<Picture> Coarse(CaseSlice slice, CaseInspection inspection)
    {
        var crop = new SlicePanel(slice.Height, slice.Width, inspection.Crop, Side * 3 / 2);
        foreach (var (name, image) in slice.Sequences)
        {
            yield return new Picture(
                name,
                $"{name} of {slice.Place}{(slice.Truth is null ? "" : ", annotated")}, " +
                    "with the rectangle around the ventricle that CASN found",
                GallerySection.Painted(crop.Image(image), sheet =>
                {
                    if (slice.Truth is { } truth) crop.Labels(sheet, 0, 0, truth, SlicePanel.VentricleOf(truth));
                    if (inspection.Rectangle is { } rectangle) crop.Rectangle(sheet, 0, 0, rectangle, Colors.White, 2);
                }), inspection.Rectangle is null ? "no ventricle found" : null);
        }

        if (inspection.SecondRegion is not { } box) yield break;
        var second = new SlicePanel(slice.Height, slice.Width, box, Side * 3 / 2);
        yield return new Picture(
            "CASN, second network", $"What CASN's second network sees of {slice.Place}, and its outline of the ventricle",
            GallerySection.Painted(second.Image(slice.C0), sheet =>
            {
                if (slice.Truth is { } truth) second.Outline(sheet, 0, 0, SlicePanel.VentricleOf(truth), Colors.White, 1);
                second.Outline(sheet, 0, 0, inspection.SecondOutline, Colors.Ventricle, 2);
            }), slice.Truth is null ? "blue: its outline" : "blue: its outline; white: the annotated one");
    }

    private static Html Network(CaseOutcome outcome, NetworkInspection network)
    {
        var stage = outcome.Run.Stages.FirstOrDefault(stage => stage.Name == network.Stage);
        // The weights that the network shown was trained with last.
        var kept = outcome.Run.Record.Options.Fine.KeepBest ? stage?.Best : stage?.Epochs.LastOrDefault();
        return Html.Of($"""
            <h3>{stage?.Title ?? network.Stage}</h3>
            <h4>What it sees, and what each head predicts</h4>
            <p class="note">Probability of pathology, 0 {Legend.Heat} 1. {(network.Truth is null ? "" : "White: annotated. ")}Heads from the deepest to the final one, which alone is the prediction.</p>
            <div class="pictures">{Inputs(network).Concat(Heads(network, kept)).Select(picture => picture.ToHtml())}</div>
            <h4>What the attention gates let through</h4>
            {(network.Attention.Count == 0
                ? Html.Of($"<p class=\"note\">This network has no gates.</p>")
                : Html.Of($"<p class=\"note\">α of each skip connection, from its least {Legend.Heat} to its greatest value. Deepest first.</p><div class=\"pictures\">{Gates(network).Select(picture => picture.ToHtml())}</div>"))}
            """);
    }

    private static IEnumerable<Picture> Inputs(NetworkInspection network)
    {
        var names = network.Channels;
        return network.Input.Select((image, i) => new Picture(
            names[i], $"{names[i]} as the network sees it{(network.MaskedOut ? ", masked out outside the ventricle" : "")}",
            GallerySection.Painted(Whole(network.Side, network.Side).Image(image)), "as the network sees it"));
    }

    private static IEnumerable<Picture> Heads(NetworkInspection network, EpochPoint? kept)
    {
        var names = Asan.HeadWeights(network.Heads.Count).Names;
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            var place = i == network.Heads.Count - 1 ? "final" : i == 0 ? "deepest" : null;
            var weight = kept?.Weights.TryGetValue(name, out var found) == true ? $"weight {found:0.00}" : null;
            var dice = network.Truth is { } truth
                ? $"Dice here {Numbers.Score(PredictionScores.Dice(Marked(network.Heads[i]), truth, network.Side))}"
                : null;
            var detail = string.Join(", ", new[] { place, weight, dice }.OfType<string>());
            yield return new Picture(
                TrainingSection.Capital(name), $"Probability of pathology that {name} gives: {detail}",
                Heat(network.Heads[i], network.Side, network.Side, network.Truth), detail);
        }
    }

    private static IEnumerable<Picture> Gates(NetworkInspection network) => network.Attention.Select((map, i) =>
    {
        float low = map.Values.Min(), high = map.Values.Max();
        var stretched = Array.ConvertAll(map.Values, value => high > low ? (value - low) / (high - low) : 0);
        var detail = FormattableString.Invariant($"{map.Width} x {map.Height}, α from {low:0.00} to {high:0.00}");
        return new Picture(
            $"Gate {network.Attention.Count - i}", $"Attention map: {detail}", Heat(stretched, map.Height, map.Width, null), detail);
    });

    private static RasterImage Heat(float[] values, int height, int width, byte[]? truth)
    {
        var mapping = GridMapping.Region(height, width, new PixelBox(0, 0, height, width), Side, Side);
        var enlarged = new float[Side * Side];
        mapping.ImageToNetwork(values, enlarged);
        using var sheet = new Sheet(Side, Side);
        sheet.Image(0, 0, enlarged, Side, Side, value => HeatScale.Of(value));
        if (truth is not null) Whole(height, width).Outline(sheet, 0, 0, truth, Colors.White, 1.5f);
        return sheet.ToImage();
    }

    private static SlicePanel Whole(int height, int width) => new(height, width, new PixelBox(0, 0, height, width), Side);

    private static byte[] Marked(float[] probabilities) => Array.ConvertAll(probabilities, value => value > 0.5f ? (byte)1 : (byte)0);
}
