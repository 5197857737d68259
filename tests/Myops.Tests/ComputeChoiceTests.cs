namespace Awsnet.Components.Myops.Tests;

public sealed class ComputeChoiceTests
{
    [Fact]
    public void What_is_asked_for_is_done_and_a_GPU_computes_in_fp32()
    {
        ComputeChoice.Of("bf16", "cpu").Name.Should().Be("bf16");
        ComputeChoice.Of("fp32", "cpu").Name.Should().Be("fp32");
        ComputeChoice.Of("auto", "cuda").Name.Should().Be("fp32");
    }

    [Fact]
    public void Only_a_processor_that_multiplies_in_bf16_gets_it_by_itself_and_another_is_said_to_be_slow()
    {
        bool pays = CpuBackends.BFloat16Instructions is not null;
        ComputeChoice.Of("auto", "cpu").Name.Should().Be(pays ? "bf16" : "fp32");
        ComputeChoice.Of("bf16", "cpu").Reason.Contains("slow", StringComparison.Ordinal).Should().Be(!pays);
    }
}
