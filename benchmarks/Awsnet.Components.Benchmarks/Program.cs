using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// The hot paths of the packages, by BenchmarkDotNet's own command line: --filter '*Gate*', --list flat, --job default (a process for each
// benchmark, as many runs as its statistics ask for). Without --job, a short one in this process: all of it takes a minute.
var config = ManualConfig.CreateEmpty()
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithBuildTimeout(TimeSpan.FromMinutes(10)) // a process for each benchmark means building the packages again
    .HideColumns("StdDev", "Median", "Gen0", "Gen1", "Gen2")
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
if (!args.Any(argument => argument is "--job" or "-j"))
{
    config.AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithWarmupCount(2)
        .WithIterationCount(7)
        .WithIterationTime(TimeInterval.FromMilliseconds(100)));
}
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config).ToArray();
// A benchmark that throws leaves a table too, with nothing in it.
bool isDone = summaries.Length > 0 && summaries.All(one => !one.HasCriticalValidationErrors && one.Reports.All(report => report.Success));
return isDone || args.Any(argument => argument is "--list" or "--help" or "--info" or "--version") ? 0 : 1;
