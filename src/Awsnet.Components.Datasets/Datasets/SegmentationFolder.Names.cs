using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Awsnet.Components;

public sealed partial class SegmentationFolder
{
    [GeneratedRegex(@"_(\d{4}|[A-Z]\d)$")]
    private static partial Regex ChannelLike();

    /// <summary>Which files make up a case.</summary>
    private sealed class Names(
        SortedDictionary<string, string> images, SortedDictionary<string, string>? labels, bool areApart,
        SegmentationFolderOptions options, FolderInspection inspection)
    {
        private readonly HashSet<string> used = [];

        public IEnumerable<string> Cases() => options.ChannelSuffixes.IsDefaultOrEmpty
            ? images.Keys
            : images.Keys.Select(CaseOf).OfType<string>().Distinct().Order(StringComparer.Ordinal);

        /// <summary>The file of each channel; null, and a finding for each that is missing, where they are not all there.</summary>
        public ImmutableArray<string>? Channels(string id)
        {
            if (options.ChannelSuffixes.IsDefaultOrEmpty)
                return [images[id]];
            string?[] files = [.. options.ChannelSuffixes.Select(suffix => images.GetValueOrDefault(id + suffix))];
            string present = files.OfType<string>().First();
            foreach (int channel in Enumerable.Range(0, files.Length).Where(channel => files[channel] is null))
                inspection.Error(id, present, $"has no channel {options.ChannelSuffixes[channel]} beside it; add "
                    + $"\"{id}{options.ChannelSuffixes[channel]}\", or remove the case.");
            return files.All(file => file is not null) ? [.. files.OfType<string>()] : null;
        }

        public string? Label(string id, string image)
        {
            if (LabelNames(id).FirstOrDefault(labels!.ContainsKey) is { } name)
            {
                used.Add(labels![name]);
                return labels[name];
            }

            string hint = "Add it, or remove the image.";
            if (options.ChannelSuffixes.IsDefaultOrEmpty && ChannelLike().Match(id) is { Success: true } ending
                && LabelNames(id[..ending.Index]).Any(labels!.ContainsKey))
                hint = $"If {ending.Value} names a channel, set ChannelSuffixes to [\"{ending.Value}\", …].";
            string expected = string.Join(" or ", LabelNames(id).Select(one => $"\"{one}\""));
            inspection.Error(id, image, $"has no label map; expected {expected} as .png, .nii or .nii.gz. {hint}");
            return null;
        }

        public void WarnOfOrphans()
        {
            foreach (var (id, path) in labels?.Where(file => !used.Contains(file.Value)
                && (areApart || file.Key.EndsWith(options.LabelSuffix, StringComparison.Ordinal))) ?? [])
                inspection.Warning(id, path, "is a label map without an image.");
            foreach (var (id, path) in images.Where(file => !options.ChannelSuffixes.IsDefaultOrEmpty && CaseOf(file.Key) is null))
                inspection.Warning(id, path, $"ends in none of the channels {string.Join(", ", options.ChannelSuffixes)} and is left out.");
        }

        /// <summary>What the label map of a case may be named; without the suffix where nothing but label maps is there.</summary>
        private IEnumerable<string> LabelNames(string id) =>
            new[] { id + options.LabelSuffix, id }.Take(areApart ? 2 : 1).Distinct();

        /// <summary>A file is of the longest suffix that it ends in: <c>a_ceT1</c> of <c>_ceT1</c> and not of <c>T1</c>.</summary>
        private string? CaseOf(string file) => options.ChannelSuffixes
            .Where(suffix => file.EndsWith(suffix, StringComparison.Ordinal)).MaxBy(suffix => suffix.Length) is { } longest
            ? file[..^longest.Length] : null;
    }
}
