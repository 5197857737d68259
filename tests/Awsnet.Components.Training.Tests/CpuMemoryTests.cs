using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Awsnet.Components.Tests;

public sealed class CpuMemoryTests
{
    private const long Tensor = 256 << 20;
    private const string Call = "call", Training = "training", TrainingWithout = "training-without";

    /// <summary>Not so with another C library: there is nothing to keep.</summary>
    private static bool IsGlibc => OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _);

    [Fact]
    public void A_freed_tensors_memory_stays_with_the_process_where_it_is_kept_and_goes_where_it_is_not()
    {
        if (!IsGlibc)
            return;
        LeftInAProcess(Call, allowed: true).Should().BeGreaterThan(Tensor / 2);
        LeftInAProcess(Call, allowed: false).Should().BeLessThan(Tensor / 2);
    }

    [Fact]
    public void A_training_keeps_freed_memory_unless_its_options_say_otherwise()
    {
        if (!IsGlibc)
            return;
        LeftInAProcess(Training, allowed: true).Should().BeGreaterThan(Tensor / 2);
        LeftInAProcess(TrainingWithout, allowed: true).Should().BeLessThan(Tensor / 2);
    }

    /// <summary>Bytes that a process holds more after it made and freed a tensor than before: see Program.</summary>
    private static long LeftInAProcess(string how, bool allowed)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(CpuMemoryTests).Assembly.Location, Program.FreedTensor, how])
        { RedirectStandardOutput = true };
        start.Environment[CpuMemory.EnvironmentVariable] = allowed ? "1" : "0";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return long.Parse(output, CultureInfo.InvariantCulture);
    }

    /// <summary>What the process does.</summary>
    /// <param name="how">Who asks for the memory to be kept: the process itself, a training, or none.</param>
    internal static void FreeATensor(string how)
    {
        if (how == Call)
            CpuMemory.KeepFreed();
        else
            new TwoHeadTrainable(Blobs.Task(), new() { KeepFreedMemory = how == Training }).Dispose();
        ones(1).Dispose();
        long before = Environment.WorkingSet;
        ones(Tensor / sizeof(float)).Dispose();
        Console.WriteLine((Environment.WorkingSet - before).ToString(CultureInfo.InvariantCulture));
    }
}
