using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace TorchSharp.Parity;

public class BitParityTests
{
    /// <summary>The loss and all 8.7 million gradients of a training step, bit for bit those of Python's torch with as many threads.</summary>
    [PythonTorchFact]
    public void A_training_step_in_the_authors_order_is_pythons_bit_for_bit()
    {
        int before = get_num_threads();
        try
        {
            for (int threads = 1; threads <= Effort.Pick(quick: 1, full: 2); threads++)
            {
                set_num_threads(threads);
                Compare(threads);
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static void Compare(int threads)
    {
        using var folder = new TemporaryFolder();
        PythonTorch.Run(threads, "peer.py", folder["step.bin"], $"{threads}");
        byte[] expected = File.ReadAllBytes(folder["step.bin"]);

        using var scope = NewDisposeScope();
        int position = 0;
        foreach (Tensor tensor in new AuthorsOrderStep().Run())
        {
            Span<byte> actual = tensor.contiguous().bytes;
            actual.SequenceEqual(expected.AsSpan(position, actual.Length)).Should()
                .BeTrue($"bytes {position} to {position + actual.Length} must be Python's at {threads} threads");
            position += actual.Length;
        }
        position.Should().Be(expected.Length);
    }
}
