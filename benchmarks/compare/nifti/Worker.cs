using System.Diagnostics;

namespace Awsnet.Components.Compare;

/// <summary>Our side: the same work as <c>peer.py</c>, in seconds or MiB.</summary>
internal static class Worker
{
    public static double Cost(string work, string folder) => work switch
    {
        "gz" => IntoOneArray($"{folder}/volume.nii.gz"),
        "gz-new" => Seconds(() => NiftiImage.Read($"{folder}/volume.nii.gz").ReadFloat32()),
        "plain" => IntoOneArray($"{folder}/volume.nii"),
        "plain-new" => Seconds(() => NiftiImage.Read($"{folder}/volume.nii").ReadFloat32()),
        "memory" => Memory(folder),
        "slice" => Slice($"{folder}/volume.nii"),
        "sum" => NiftiImage.Read($"{folder}/volume.nii.gz").ReadStatistics()!.Value.Sum,
        _ => throw new ArgumentException($"There is no work '{work}'.", nameof(work)),
    };

    /// <summary>A new object each time, its voxels into an array that is used again: what a loop over many cases does.</summary>
    private static double IntoOneArray(string path)
    {
        float[] volume = new float[512 * 512 * 10];
        return Seconds(() =>
        {
            NiftiImage.Read(path).ReadFloat32(0, volume);
            return volume;
        });
    }

    private static double Slice(string path)
    {
        int z = 0;
        return Seconds(() => NiftiImage.Read(path).ReadSliceFloat32(z++ % 10));
    }

    /// <summary>The most memory held while reading a compressed volume, beyond what was held before, in MiB.</summary>
    private static double Memory(string folder)
    {
        NiftiImage.Read($"{folder}/small.nii.gz").ReadFloat32();
        long before = Status("VmRSS:");
        float[] volume = NiftiImage.Read($"{folder}/volume.nii.gz").ReadFloat32();
        long most = Status("VmHWM:");
        GC.KeepAlive(volume);
        return (most - before) / (double)(1 << 20);
    }

    private static double Seconds(Func<float[]> read, int warmUp = 20, int runs = 41)
    {
        float[] kept = [];
        double[] times = new double[runs];
        for (int k = -warmUp; k < runs; k++)
        {
            long start = Stopwatch.GetTimestamp();
            kept = read();
            if (k >= 0) times[k] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        GC.KeepAlive(kept);
        Array.Sort(times);
        return times[runs / 2];
    }

    private static long Status(string field)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
