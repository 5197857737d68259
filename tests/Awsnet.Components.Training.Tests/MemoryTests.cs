using System.Diagnostics;

namespace Awsnet.Components.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void Two_thousand_steps_hold_resident_memory_flat()
    {
        const int stepsAnEpoch = 50, epochs = 40, warmUp = 2;
        var task = Blobs.Task(batches: stepsAnEpoch);
        var options = new TrainingOptions { FixedEpochs = epochs, AutoEpochs = 0, Threads = 1, EmaDecay = 0.99, ClipGradientNorm = 1 };
        using var training = new TwoHeadTraining(task, options);
        List<long> resident = [], live = [];
        training.Run(progress: new Immediate<RunProgress>(report =>
        {
            if (report.Event != RunEvent.Epoch)
                return;
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            GC.Collect();
            using var self = Process.GetCurrentProcess();
            resident.Add(self.WorkingSet64);
        }));

        // All batches together are less than the tolerance below, so tensors are counted too.
        live.Should().HaveCount(epochs);
        live.Skip(warmUp).Distinct().Should().ContainSingle("no step leaves a tensor behind");
        long before = resident.Skip(warmUp).Take(3).Max();
        resident[^3..].Min().Should()
            .BeLessThan((long)(before * 1.05), "after the first {0} steps nothing may pile up", warmUp * stepsAnEpoch);
    }

    [Fact]
    public void A_run_with_everything_leaves_no_tensor_behind()
    {
        for (int round = 0; round < 2; round++)
        {
            using var training = KilledRun.Make();
            training.Run();
        }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long left = TwoHeadNet.Convolutions * ModuleContract.LeftByConvolution();
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var training = KilledRun.Make())
            training.Run();

        DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount.Should().Be(before + left);
    }
}
