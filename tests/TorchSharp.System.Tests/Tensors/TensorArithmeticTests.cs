using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class TensorArithmeticTests
{
    private static Tensor T(params double[] values) => tensor(values);

    private static double[] V(Tensor t) => t.to(float64).data<double>().ToArray();

    [Fact]
    public void Operators_compute_element_by_element()
    {
        using var scope = NewDisposeScope();
        Tensor a = T(1, 4, 9), b = T(2, 2, 2);
        V(a + b).Should().Equal(3, 6, 11);
        V(a - b).Should().Equal(-1, 2, 7);
        V(a * b).Should().Equal(2, 8, 18);
        V(a / b).Should().Equal(0.5, 2, 4.5);
        V(a % b).Should().Equal(1, 0, 1);
        V(1 - a).Should().Equal(0, -3, -8);
        V(12 / T(1, 2, 4)).Should().Equal(12, 6, 3);
        V(2 * a + 1).Should().Equal(3, 9, 19);
        V(-a).Should().Equal(-1, -4, -9);
        V(a.sqrt()).Should().Equal(1, 2, 3);
        V(a.pow(2)).Should().Equal(1, 16, 81);
        V(a.div(b, RoundingMode.floor)).Should().Equal(0, 2, 4);
        V(a.clamp(min: 2, max: 5)).Should().Equal(2, 4, 5);
        V(a.add(b, alpha: 10)).Should().Equal(21, 24, 29);
        V(a.addcmul(b, b, 0.5)).Should().Equal(3, 6, 11);
        V(a.addcdiv(b, b, 3)).Should().Equal(4, 7, 12);
    }

    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        Tensor a = T(1, 2, 3);
        a.add_(1).mul_(2).Should().BeSameAs(a);
        V(a).Should().Equal(4, 6, 8);
        V(a.sub_(T(4, 4, 4)).div_(2)).Should().Equal(0, 1, 2);
        V(a.zero_()).Should().Equal(0, 0, 0);
        V(a.fill_(3)).Should().Equal(3, 3, 3);
    }

    [Fact]
    public void Comparisons_and_masks()
    {
        using var scope = NewDisposeScope();
        Tensor a = T(1, 2, 3);
        V(a > 2).Should().Equal(0, 0, 1);
        V(2 > a).Should().Equal(1, 0, 0);
        V(a == T(1, 0, 3)).Should().Equal(1, 0, 1);
        V((a >= 2) & (a < 3)).Should().Equal(0, 1, 0);
        V(~(a > 1)).Should().Equal(1, 0, 0);
        V(where(a > 1, a, T(0, 0, 0))).Should().Equal(0, 2, 3);
        V(a.masked_fill(a > 2, -1)).Should().Equal(1, 2, -1);
        V(a.masked_select(a > 1)).Should().Equal(2, 3);
        a.allclose(a + 1e-9).Should().BeTrue();
        a.allclose(a + 1e-3).Should().BeFalse();
        V(T(double.NaN, 1).isnan()).Should().Equal(1, 0);
    }

    [Fact]
    public void Reductions()
    {
        using var scope = NewDisposeScope();
        Tensor m = tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        m.sum().item<double>().Should().Be(21);
        V(m.sum(0L)).Should().Equal(5, 7, 9);
        V(m.sum([1], keepdim: true)).Should().Equal(6, 15);
        V(m.mean([0])).Should().Equal(2.5, 3.5, 4.5);
        m.mean().item<double>().Should().Be(3.5);
        m.max().item<double>().Should().Be(6);
        (Tensor values, Tensor indexes) = m.max(1);
        V(values).Should().Equal(3, 6);
        V(indexes).Should().Equal(2, 2);
        m.argmax().item<long>().Should().Be(5);
        V(m.argmax(0)).Should().Equal(1, 1, 1);
        m.std().item<double>().Should().BeApproximately(Math.Sqrt(3.5), 1e-12);
        m.var(false).item<double>().Should().BeApproximately(17.5 / 6, 1e-12);
        m.norm().item<double>().Should().BeApproximately(Math.Sqrt(91), 1e-12);
        V(m.cumsum(1)).Should().Equal(1, 3, 6, 4, 9, 15);
        V(m.softmax(1).sum(1)).Should().OnlyContain(x => Math.Abs(x - 1) < 1e-12);
        V(m.log_softmax(0).exp().sum(0L)).Should().OnlyContain(x => Math.Abs(x - 1) < 1e-12);
        (m > 0).all().item<bool>().Should().BeTrue();
        (m > 6).any().item<bool>().Should().BeFalse();
        V(m.amax(0)).Should().Equal(4, 5, 6);
        V(tensor(new long[] { 0, 2, 2 }).bincount(null)).Should().Equal(1, 0, 2);
        m.count_nonzero().item<long>().Should().Be(6);
    }

    [Fact]
    public void A_failed_native_call_is_an_exception_with_libtorchs_message()
    {
        using var scope = NewDisposeScope();
        Action act = () => zeros(2, 3).add(zeros(4, 5));
        act.Should().Throw<System.Runtime.InteropServices.ExternalException>()
            .WithMessage("add: The size of tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1*");
    }

    [Fact]
    public void A_null_or_disposed_tensor_is_refused()
    {
        using Tensor a = ones(2);
        Tensor gone = ones(2);
        gone.Dispose();
        gone.Dispose();
        ((Action)(() => a.add((Tensor)null!))).Should().Throw<Exception>().WithMessage("*Expected Tensor but got None*");
        ((Action)(() => a.add(gone))).Should().Throw<ObjectDisposedException>();
        ((Action)(() => gone.add(1))).Should().Throw<ObjectDisposedException>();
        ((Action)(() => _ = gone.shape)).Should().Throw<ObjectDisposedException>();
        ((Action)(() => cat([a, null!]))).Should().Throw<ArgumentNullException>();
        gone.ToString().Should().Be("a disposed tensor");
    }
}
