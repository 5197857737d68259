namespace Awsnet.Components.Tests;

/// <summary>Alone: a switch of a backend is one for the whole process.</summary>
[Collection(Name)]
public sealed class CpuBackendsTests
{
    private const string Name = "Backends";

    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;

    [Theory]
    [InlineData("fpu avx512f amx_tile amx_bf16", "AMX")]
    [InlineData("fpu avx512f avx512_bf16", "AVX512-BF16")]
    [InlineData("fpu avx512f avx2", null)]
    public void Bfloat16_instructions_are_told_by_the_processors_flags(string flags, string? instructions) =>
        CpuBackends.BFloat16InstructionsOf(flags.Split(' ').ToHashSet()).Should().Be(instructions);

    [Fact]
    public void Without_oneDNN_convolutions_of_any_channels_are_right_on_every_machine()
    {
        using var scope = NewDisposeScope();
        bool used = CpuBackends.IsOneDnnUsed;
        try
        {
            CpuBackends.UseOneDnn(false);
            foreach (long channels in new[] { 5, 12, 20, 33 })
                ErrorOf(channels).Should().BeLessThan(1e-4, "{0} channels", channels);
            CpuBackends.UseOneDnn(true);
            if (CpuBackends.IsOneDnnSound)
                ErrorOf(20).Should().BeLessThan(1e-4);
        }
        finally
        {
            CpuBackends.UseOneDnn(used);
        }
    }

    /// <summary>Largest difference to the same in double of a convolution and its gradients, as a part of the largest number.</summary>
    private static double ErrorOf(long channels)
    {
        manual_seed(channels);
        Tensor image = randn(2, channels, 8, 8), kernel = randn(channels, channels, 3, 3);
        Tensor narrow = Values(image, kernel, ScalarType.Float32), wide = Values(image, kernel, ScalarType.Float64);
        return ((narrow - wide).abs().max() / wide.abs().max()).item<double>();
    }

    private static Tensor Values(Tensor image, Tensor kernel, ScalarType type)
    {
        Tensor input = image.to(type).clone().requires_grad_(), weight = kernel.to(type).clone().requires_grad_();
        Tensor output = nn.functional.conv2d(input, weight, padding: [1L, 1L]);
        output.square().sum().backward();
        return cat([output.detach().flatten(), input.grad!.flatten(), weight.grad!.flatten()]).to(ScalarType.Float64);
    }
}
