using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Awsnet.Components.Tests;

/// <summary>What befalls a worker in the middle of an epoch.</summary>
internal static partial class Faults
{
    public static void Strike(string faults, EpochContext context, double[] position)
    {
        foreach (string fault in faults.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = fault.Split(' ');
            if (int.Parse(words[1], CultureInfo.InvariantCulture) != context.Epoch
                || int.Parse(words[2], CultureInfo.InvariantCulture) != context.Candidate)
                continue;
            if (words.Length > 3 && !IsFirst(Path.Combine(words[4], $"{words[0]}-{context.Epoch}-{context.Candidate}")))
                continue;
            if (words[0] == "meet")
                Meet(words[4]);
            else
                Strike(words[0], position);
        }
    }

    private static void Strike(string kind, double[] position)
    {
        switch (kind)
        {
            case "kill":
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
                break;
            case "abort":
                Abort();
                break;
            case "memory":
                throw new OutOfMemoryException();
            case "touch":
                // More than the limit of its control group, but no machine is to suffer where there is none.
                for (int block = 0; block < 64; block++)
                    Allocate(16 << 20, touches: true);
                break;
            case "reserve":
                // More addresses than it may have; no memory is used.
                for (int block = 0; block < 64; block++)
                    Allocate(256 << 20, touches: false);
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "read":
                using (var child = Process.Start("cat"))
                    child.WaitForExit();
                if (Console.ReadLine() is { } line)
                    throw new InvalidOperationException($"The input held {line}.");
                break;
            case "wait":
                Thread.Sleep(1500);
                break;
            case "throw":
                throw new InvalidOperationException("The loss left the numbers.");
            case "all":
                throw new CandidateException(null, "The loss has no terms.");
            case "nan":
                position[0] = double.NaN;
                break;
            case "disk":
                throw new IOException("No space left on device");
            default:
                throw new ArgumentException(kind);
        }
    }

    /// <summary>Waits for another worker that meets in the same folder: both run at once.</summary>
    private static void Meet(string folder)
    {
        while (Directory.GetFiles(folder, "meet-*").Length < 2)
            Thread.Sleep(50);
    }

    private static bool IsFirst(string mark)
    {
        try
        {
            using var file = new FileStream(mark, FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Never freed.</summary>
    private static unsafe void Allocate(int bytes, bool touches)
    {
        byte* memory = (byte*)NativeMemory.Alloc((nuint)bytes);
        for (int at = 0; touches && at < bytes; at += 4096)
            memory[at] = 1;
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
