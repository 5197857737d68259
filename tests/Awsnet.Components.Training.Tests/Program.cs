using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components.Tests;

/// <summary>
/// A run in a process of its own that kills itself (SIGKILL) at the n-th moment of a kind: <c>FOLDER KIND N</c>, where KIND is <c>step</c>
/// (a step or candidate was reported), <c>write</c>, <c>flush</c> or <c>close</c> (a checkpoint's file is about to be) or <c>never</c>.
/// It prints a line at every report, so that others can kill it from outside.
/// </summary>
internal static class Program
{
    /// <summary>First of two words on the command line: <see cref="CpuMemoryTests.FreeATensor"/> instead.</summary>
    internal const string FreedTensor = "freed-tensor";

    private static int Main(string[] args)
    {
        if (CandidateProcess.TryRun(KilledRun.MakeCandidate, out int exitCode))
            return exitCode;
        if (args is [FreedTensor, var how])
        {
            CpuMemoryTests.FreeATensor(how);
            return 0;
        }
        if (args is not [var folder, var kind, var count])
            return 2;
        int left = int.Parse(count, CultureInfo.InvariantCulture);
        using var training = KilledRun.Make(path => new WatchedStream(path, Reach));
        training.Run(folder, resume: true, new Immediate<RunProgress>(report =>
        {
            Console.WriteLine(report.Event);
            if (report.Event is RunEvent.Step or RunEvent.Candidate)
                Reach("step");
        }));
        return 0;

        void Reach(string moment)
        {
            if (moment == kind && --left == 0)
                Die();
        }
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Says what is about to happen to a checkpoint's file.</summary>
    private sealed class WatchedStream(string path, Action<string> about)
        : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            about("write");
            base.Write(buffer);
        }

        public override void Flush(bool flushToDisk)
        {
            about("flush");
            base.Flush(flushToDisk);
        }

        protected override void Dispose(bool disposing)
        {
            about("close");
            base.Dispose(disposing);
        }
    }
}
