using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class CpuMemoryTests
{
    [Fact]
    public void Kept_blocks_are_used_again_and_freed_ones_are_asked_for_anew()
    {
        if (!OperatingSystem.IsLinux() || !CpuMemory.KeepFreed())
            return;   // another C library: there is nothing to keep
        long kept = FaultsOfAProcess(keep: true), freed = FaultsOfAProcess(keep: false);
        kept.Should().BeLessThan(freed / 4, "a page that stays is not asked for again");
    }

    /// <summary>Minor page faults of a process that makes and frees a large tensor again and again: see Program.</summary>
    private static long FaultsOfAProcess(bool keep)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CpuMemoryTests).Assembly.Location, Program.Tensors]) { RedirectStandardOutput = true };
        start.Environment[CpuMemory.EnvironmentVariable] = keep ? "1" : "0";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return long.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>What the process does.</summary>
    internal static void MakeTensors()
    {
        CpuMemory.KeepFreed();
        // Holes must come to lie side by side before an aligned block fits in.
        for (int round = 0; round < 20; round++)
            Make();
        long before = Faults();
        for (int round = 0; round < 10; round++)
            Make();
        Console.WriteLine((Faults() - before).ToString(CultureInfo.InvariantCulture));

        static void Make() => ones(16 << 20).Dispose();   // 64 MiB: glibc itself keeps blocks of up to 32
    }

    /// <summary>The tenth field of /proc/self/stat, counted behind the program's name.</summary>
    private static long Faults()
    {
        string text = File.ReadAllText("/proc/self/stat");
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }
}
