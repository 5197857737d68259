namespace Awsnet.Components.Myops;

/// <summary>Makes the page of some runs.</summary>
internal static class ReportBuilder
{
    /// <summary>Reads, predicts, scores, paints and writes.</summary>
    /// <returns>The page's bytes.</returns>
    /// <exception cref="InputException">There is no run, or data cannot be used.</exception>
    public static long Write(ReportRequest request, AppConsole console, CancellationToken cancellation)
    {
        if (request.Data is null && request.Labels is not null)
            throw new InputException("--labels: without --data there is nothing to score. Name the folder of the images too.");
        // A former page may be replaced, and a device be written to; a run's or a case's file stays.
        if (File.Exists(request.Output) && !AtomicFile.IsDevice(request.Output)
            && Path.GetExtension(request.Output).ToLowerInvariant() is not (".html" or ".htm"))
            throw new InputException($"{request.Output}: this file is there and by its name no page. Name another, such as report.html.");
        var content = new ReportContent
        {
            Request = request,
            Runs = RunReader.ReadAll(request.Runs),
            Experiments = ExperimentTables.ReadAll(request.Runs),
        };
        TextFile.Prepare(request.Output);
        if (request.Data is not null) content = WithCases(content, console, cancellation);
        TextFile.Write(request.Output, ReportPage.Of(content));
        return new FileInfo(request.Output).Length;
    }

    private static ReportContent WithCases(ReportContent content, AppConsole console, CancellationToken cancellation)
    {
        if (!content.Runs.Any(run => run.CanPredict))
        {
            console.WriteNote(
                "No run is finished, so there are neither scores nor pictures yet. Finish one by: myops train --out RUN --resume");
            return content;
        }

        TorchSetup.UseThreads(TorchSetup.Threads);
        content = content with { Outcomes = new CaseScorer(content.Request, console).Run(content.Runs, cancellation) };
        if (Typical(content) is not { } typical) return content;
        var files = MyoPsFolder.Open(content.Request.Data!, content.Request.Labels).Cases.First(files => files.Id == typical.Case.Id);
        var inspection = CaseInspection.Of(typical.Run, CaseReader.Read(files), typical.Case.Slice, content.Request.Device);
        return content with { InspectedCase = typical, Inspection = inspection };
    }

    /// <summary>The case nearest to the middle of the first arm's ranking that shows scar, or of all where none does.</summary>
    private static CaseOutcome? Typical(ReportContent content)
    {
        var ranked = content.RankedOfFirstArm;
        var shown = ranked.FindAll(outcome =>
            (outcome.Case.Truth ?? outcome.Labels).Contains(MyoPsLabels.Scar) && outcome.Ventricle.Contains((byte)1));
        return (shown.Count > 0 ? shown : ranked).MinBy(outcome => Math.Abs((2 * ranked.IndexOf(outcome)) + 1 - ranked.Count));
    }
}
