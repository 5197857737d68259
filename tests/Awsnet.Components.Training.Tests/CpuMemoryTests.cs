using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

public sealed class CpuMemoryTests
{
    private const long Tensor = 256 << 20;

    [Fact]
    public void A_freed_tensors_memory_stays_with_the_process_where_it_is_kept_and_goes_where_it_is_not()
    {
        if (!OperatingSystem.IsLinux() || !CpuMemory.KeepFreed())
            return;   // another C library: there is nothing to keep
        LeftInAProcess(keep: true).Should().BeGreaterThan(Tensor / 2);
        LeftInAProcess(keep: false).Should().BeLessThan(Tensor / 2);
    }

    /// <summary>Bytes that a process holds more after it made and freed a tensor than before: see Program.</summary>
    private static long LeftInAProcess(bool keep)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(CpuMemoryTests).Assembly.Location, Program.FreedTensor])
        { RedirectStandardOutput = true };
        start.Environment[CpuMemory.EnvironmentVariable] = keep ? "1" : "0";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return long.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>What the process does.</summary>
    internal static void FreeATensor()
    {
        CpuMemory.KeepFreed();
        ones(1).Dispose();
        long before = Environment.WorkingSet;
        ones(Tensor / sizeof(float)).Dispose();
        Console.WriteLine((Environment.WorkingSet - before).ToString(CultureInfo.InvariantCulture));
    }
}
