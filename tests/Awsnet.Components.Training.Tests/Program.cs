using System.Diagnostics;
using System.Globalization;

namespace Awsnet.Components.Tests;

/// <summary>A run in a process of its own that kills itself (SIGKILL) at a given moment: <c>FOLDER step N</c>, <c>FOLDER byte N</c> or <c>FOLDER never 0</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var folder, var kind, var count])
            return 2;
        int left = int.Parse(count, CultureInfo.InvariantCulture);
        var progress = new Immediate<RunProgress>(report =>
        {
            if (kind == "step" && report.Event is RunEvent.Step or RunEvent.Candidate && --left == 0)
                Die();
        });
        using var training = KilledRun.Make(path => kind == "byte" ? new DyingStream(path, () => --left == 0) : File.Create(path));
        training.Run(folder, resume: true, progress);
        Console.WriteLine(Blobs.Digest(training.Network));
        return 0;
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Dies before the n-th write to any checkpoint of this process.</summary>
    private sealed class DyingStream(string path, Func<bool> isTime) : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (isTime())
                Die();
            base.Write(buffer);
        }
    }
}
