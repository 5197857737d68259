using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class RobustnessTests
{
    [Fact]
    public void Tensors_that_are_only_dropped_are_freed_by_the_collector()
    {
        // 200 tensors of 8 MiB: more than a gigabyte and a half if none were freed.
        long before = Environment.WorkingSet;
        for (int k = 0; k < 200; k++)
        {
            Drop();
            if (k % 20 == 19)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        (Environment.WorkingSet - before).Should().BeLessThan(600L << 20);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Drop() => zeros(2 << 20);
    }

    [Fact]
    public void Generators_are_freed()
    {
        // 20,000 states of a Mersenne twister, 5 kB each: 100 MB if they were kept.
        long before = Environment.WorkingSet;
        for (int k = 0; k < 20_000; k++)
            new Generator((ulong)k).Dispose();
        (Environment.WorkingSet - before).Should().BeLessThan(30L << 20);
    }

    [Fact]
    public void Disposing_from_two_threads_frees_once()
    {
        for (int k = 0; k < 2000; k++)
        {
            Tensor t = ones(4);
            Parallel.Invoke(t.Dispose, t.Dispose);
            t.IsInvalid.Should().BeTrue();
        }
    }

    [Fact]
    public void Threads_can_be_set_and_read()
    {
        int before = get_num_threads();
        Thread thread = new(() =>
        {
            set_num_threads(1);
            get_num_threads().Should().Be(1);
            set_num_threads(before);
        });
        thread.Start();
        thread.Join();
        ((Action)(() => set_num_threads(0))).Should().Throw<ArgumentOutOfRangeException>();
        __version__.Should().MatchRegex(@"^\d+\.\d+");
    }

    [Fact]
    public void A_tensor_too_large_for_the_machine_is_an_exception_and_not_a_crash()
    {
        Action act = () => empty(1L << 50);
        act.Should().Throw<Exception>();
        using Tensor usable = ones(3);
        usable.sum().item<float>().Should().Be(3);
    }

    [Fact]
    public void Many_threads_compute_at_once()
    {
        double[] sums = new double[8];
        Parallel.For(0, sums.Length, i =>
        {
            using var scope = NewDisposeScope();
            Tensor x = full([100, 100], i, dtype: float64, requires_grad: true);
            for (int k = 0; k < 50; k++)
            {
                using var step = NewDisposeScope();
                (x * x).mean().backward();
            }
            sums[i] = x.grad!.sum().item<double>();
        });
        for (int i = 0; i < sums.Length; i++) sums[i].Should().BeApproximately(50 * 2.0 * i, 1e-9);
    }
}
