namespace Awsnet.Components.Myops.Tests;

public sealed class ComputeChoiceTests
{
    [Theory]
    [InlineData("fpu avx512f amx_tile amx_bf16", "AMX")]
    [InlineData("fpu avx512f avx512_bf16", "AVX512-BF16")]
    [InlineData("fpu avx512f avx2", null)]
    public void Only_processors_that_multiply_in_bf16_get_it_by_themselves(string flags, string? instructions) =>
        ComputeChoice.BfloatInstructions(flags.Split(' ').ToHashSet()).Should().Be(instructions);

    [Fact]
    public void What_is_asked_for_is_done_and_a_GPU_computes_in_fp32()
    {
        ComputeChoice.Of("bf16", "cpu").Name.Should().Be("bf16");
        ComputeChoice.Of("fp32", "cpu").Name.Should().Be("fp32");
        ComputeChoice.Of("auto", "cuda").Name.Should().Be("fp32");
    }
}
