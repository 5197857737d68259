using System.Text.Json;

namespace Awsnet.Components.Myops;

/// <summary>How each run came about, and how to repeat it.</summary>
internal static class DetailsSection
{
    public static Section Of(ReportContent content) => new("details", "How to repeat it", "Details", Html.Join(content.Runs.Select(Run)));

    private static Html Run(RunHistory run)
    {
        var record = run.Record;
        return Html.Of($"""
            <details><summary>{run.Name}: preset {record.Preset}, seed {record.Seed}{(run.Folder.IsFinished ? "" : ", not finished")}</summary>
            <p><code>myops train --data DIR --labels DIR --out RUN --preset {record.Preset} --seed {record.Seed} --device {record.Device} --compute {record.Compute}</code></p>
            <dl>
            <dt>Trained on</dt><dd>{string.Join(", ", record.TrainingCases)}</dd>
            <dt>Validated on</dt><dd>{(record.ValidationCases.Count == 0 ? "none" : string.Join(", ", record.ValidationCases))}</dd>
            <dt>Computed in</dt><dd>{record.Compute} on {record.Device}, {Numbers.Count(record.Threads, "thread")} ({record.ComputeReason})</dd>
            {record.Versions.Select(version => Html.Of($"<dt>{version.Key}</dt><dd>{version.Value}</dd>"))}
            <dt>Run</dt><dd>{record.Id}</dd>
            </dl>
            <details><summary>All options</summary><pre class="scroll" tabindex="0">{JsonSerializer.Serialize(record.Options, JsonFile.Format)}</pre></details>
            </details>
            """);
    }
}
