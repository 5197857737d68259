using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class TensorCreationTests
{
    [Fact]
    public void An_array_becomes_a_tensor_of_its_shape_and_type()
    {
        using var scope = NewDisposeScope();
        Tensor matrix = tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
        matrix.shape.Should().Equal(2, 3);
        matrix.dtype.Should().Be(ScalarType.Float32);
        matrix[1, 2].item<float>().Should().Be(6f);

        tensor(new long[] { 1, 2, 3, 4 }, [2, 2])[1, 0].item<long>().Should().Be(3);
        tensor(new[] { true, false }).dtype.Should().Be(ScalarType.Bool);
        tensor(new[] { 1, 2 }, dtype: float64).dtype.Should().Be(ScalarType.Float64);
        tensor(2.5).ndim.Should().Be(0);
        from_array(new short[,] { { 7 }, { 8 } }).shape.Should().Equal(2, 1);
    }

    [Theory]
    [InlineData(3, "The shape [2, 2] asks for 4 elements, but the array has 3.")]
    [InlineData(5, "The shape [2, 2] asks for 4 elements, but the array has 5.")]
    public void A_buffer_of_the_wrong_length_never_reaches_native_memory(int length, string message)
    {
        Action act = () => tensor(new float[length], [2, 2]);
        act.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_negative_or_overflowing_shape_is_refused()
    {
        ((Action)(() => tensor(new float[1], [-1]))).Should().Throw<ArgumentException>().WithMessage("*negative extent*");
        ((Action)(() => tensor(new float[1], [long.MaxValue, 4]))).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Factories_fill_as_they_say()
    {
        using var scope = NewDisposeScope();
        zeros(2, 3).sum().item<float>().Should().Be(0);
        ones(2, 3, dtype: int64).sum().item<long>().Should().Be(6);
        full(2, 2, 7).dtype.Should().Be(ScalarType.Int64);
        full(2, 2, 0.5).sum().item<float>().Should().Be(2);
        arange(5).data<long>().ToArray().Should().Equal(0, 1, 2, 3, 4);
        arange(0.0, 1.0, 0.25).data<float>().ToArray().Should().Equal(0f, 0.25f, 0.5f, 0.75f);
        linspace(0, 1, 3).data<float>().ToArray().Should().Equal(0f, 0.5f, 1f);
        eye(2).data<float>().ToArray().Should().Equal(1, 0, 0, 1);
        zeros_like(ones(3, dtype: float64)).dtype.Should().Be(ScalarType.Float64);
    }

    [Fact]
    public void Named_dimensions_are_refused_rather_than_lost()
    {
        Action act = () => zeros([2], names: ["N"]);
        act.Should().Throw<NotSupportedException>();
    }

    /// <summary>python3 -c "import torch; torch.manual_seed(1); print(torch.rand(3), torch.randn(3), torch.randint(0, 10, (4,)), torch.randperm(5))"</summary>
    [Fact]
    public void A_seed_gives_the_numbers_it_gives_in_Python()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        rand(3).data<float>().ToArray().Should().Equal(0.75763160f, 0.27931088f, 0.40306926f);
        Tensor normal = randn(3);
        Tensor integers = randint(0, 10, [4]);
        Tensor permutation = randperm(5);
        manual_seed(1);
        rand(3);
        randn(3).Equals(normal).Should().BeTrue();
        randint(0, 10, [4]).Equals(integers).Should().BeTrue();
        randperm(5).Equals(permutation).Should().BeTrue();
    }

    [Fact]
    public void A_generator_of_its_own_is_independent_and_its_state_can_be_restored()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(42);
        Tensor state = generator.get_state();
        Tensor first = rand(5, generator: generator);
        manual_seed(7);
        rand(5, generator: generator).Equals(first).Should().BeFalse();
        generator.set_state(state);
        rand(5, generator: generator).Equals(first).Should().BeTrue();
        generator.initial_seed().Should().Be(42);
        Tensor global = get_rng_state();
        Tensor a = rand(4);
        set_rng_state(global);
        rand(4).Equals(a).Should().BeTrue();
    }
}
