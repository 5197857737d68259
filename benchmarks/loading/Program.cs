// How long a training step waits for its batch: MoveNext of SegmentationLoader.Batches and of TorchSharp's DataLoader over the same patches,
// beside a step of a U-Net. Usage: loading [STEPS]
using System.Diagnostics;
using System.Globalization;
using Awsnet.Components;
using TorchSharp;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int steps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 24;
string folder = Directory.CreateTempSubdirectory("awsnet-loading-").FullName;
try
{
    PhantomFiles.WriteMyoPs(Path.Combine(folder, "images"), 8, seed: 1, labelFolder: Path.Combine(folder, "labels"));
    var names = new SegmentationFolderOptions { ChannelSuffixes = ["_C0", "_DE", "_T2"], LabelSuffix = "_gd", BinaryLabels = true };
    var cases = SegmentationFolder.Open(Path.Combine(folder, "images"), Path.Combine(folder, "labels"), names).Cases;
    var options = new SegmentationLoaderOptions
    {
        PatchSize = [96, 96],
        BatchSize = 4,
        BatchesPerEpoch = steps,
        Augmentation = AugmentationOptions.Strong,
    };
    using var network = new DeepSupervisedUNet(new() { InputChannels = 3, Classes = 2, Widths = [16, 16, 32], Heads = 1 });
    using var optimizer = optim.Adam(network.parameters(), 1e-3);
    CpuMemory.KeepFreed();

    var kept = new SegmentationLoader(cases, options);
    var decoding = new SegmentationLoader(cases, options with { CacheBytes = 0, CheckValues = false });
    int threads = get_num_threads();
    set_num_threads(1); // threads that wait for each other would count as work
    TensorBatch[] some = [.. kept.Batches(0)];
    double batchCost = Cost(() => some = [.. kept.Batches(1)]), stepCost = Cost(() => Array.ForEach(some, Step));
    Array.ForEach(some, batch => batch.Dispose());
    set_num_threads(threads);
    Console.WriteLine($"processor time: a batch {batchCost:0.0} ms, a step {stepCost:0.0} ms on one thread");

    Measure("patches, cases kept", kept.Batches(1));
    Measure("patches, cases decoded each time", decoding.Batches(1));
    using var dataset = new SegmentationDataset(kept);
    using var loader = utils.data.DataLoader(dataset, 4, num_worker: 2);
    Measure("TorchSharp's DataLoader, cases kept", loader.Select(batch => new TensorBatch(batch["data"].alias(), batch["label"].alias())));

    double Cost(Action work)
    {
        work();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / steps;
    }

    void Step(TensorBatch batch)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        DiceCrossEntropy.Loss(network.Predict(batch.Input), batch.Target).backward();
        optimizer.step();
    }

    void Measure(string name, IEnumerable<TensorBatch> batches)
    {
        List<double> waits = [], trained = [];
        using var enumerator = batches.GetEnumerator();
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            if (!enumerator.MoveNext())
                break;
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            using (TensorBatch batch = enumerator.Current)
                Step(batch);
            trained.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The first batch of an epoch has nothing to be made beside, and the first step sets up torch.
        double[] later = [.. waits.Skip(1).Order()], stepping = [.. trained.Skip(1).Order()];
        Console.WriteLine($"{name}: wait {later[later.Length / 2]:0.000} ms (largest {later[^1]:0.00}; the first {waits[0]:0}), step "
            + $"{stepping[stepping.Length / 2]:0} ms; waited {100 * later.Sum() / (later.Sum() + stepping.Sum()):0.00} % of the time");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
