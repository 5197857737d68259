using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class TensorShapeTests
{
    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        using var scope = NewDisposeScope();
        Tensor a = arange(6).view(2, 3);
        Tensor view = a.transpose(0, 1), copy = a.clone();
        a.add_(10);
        view[2, 1].item<long>().Should().Be(15);
        copy[0, 0].item<long>().Should().Be(0);
        view.is_contiguous().Should().BeFalse();
        view.data<long>().ToArray().Should().Equal(10, 13, 11, 14, 12, 15);
        view.contiguous().stride().Should().Equal(2, 1);
    }

    [Fact]
    public void Shapes_change_as_asked()
    {
        using var scope = NewDisposeScope();
        Tensor a = arange(24).reshape(2, 3, 4);
        a.permute(2, 0, 1).shape.Should().Equal(4, 2, 3);
        a.flatten(1).shape.Should().Equal(2, 12);
        a.unsqueeze(1).shape.Should().Equal(2, 1, 3, 4);
        a.unsqueeze(0).squeeze().shape.Should().Equal(2, 3, 4);
        a[0].expand(5, 3, 4).shape.Should().Equal(5, 3, 4);
        a.size(-1).Should().Be(4);
        cat([a, a], 1).shape.Should().Equal(2, 6, 4);
        stack([a, a]).shape.Should().Equal(2, 2, 3, 4);
        a.split(2, 2).Select(t => t.shape[2]).Should().Equal(2, 2);
        a.split(new long[] { 1, 3 }, 2).Select(t => t.shape[2]).Should().Equal(1, 3);
        a.chunk(3, 1).Should().HaveCount(3);
        a.unbind(1).Should().HaveCount(3);
        arange(3).flip(0).data<long>().ToArray().Should().Equal(2, 1, 0);
        arange(3).repeat(2, 1).shape.Should().Equal(2, 3);
        a.narrow(2, 1, 2).shape.Should().Equal(2, 3, 2);
        meshgrid([arange(2), arange(3)])[0].shape.Should().Equal(2, 3);
        ((Action)(() => a.size(3))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Indexing_reads_as_in_Python()
    {
        using var scope = NewDisposeScope();
        Tensor a = arange(24).view(2, 3, 4);
        long[] L(Tensor t) => t.data<long>().ToArray();
        L(a[1, 2]).Should().Equal(20, 21, 22, 23);
        a[-1, -1, -1].item<long>().Should().Be(23);
        L(a[TensorIndex.Ellipsis, 0]).Should().Equal(0, 4, 8, 12, 16, 20);
        L(a[0, TensorIndex.Slice(1, 3), TensorIndex.Slice(null, null, 2)]).Should().Equal(4, 6, 8, 10);
        a[TensorIndex.None, 0].shape.Should().Equal(1, 3, 4);
        L(a[0, 1..3, 0]).Should().Equal(4, 8);
        L(a[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 0 })), 1]).Should().Equal(9, 1, 21, 13);
        L(a[TensorIndex.Tensor(a > 20)]).Should().Equal(21, 22, 23);
        L(a.index_select(2, tensor(new long[] { 3 }))[0]).Should().Equal(3, 7, 11);
        ((Action)(() => _ = a[0, 0, 0, 0])).Should().Throw<ArgumentException>().WithMessage("Too many indices*");
    }

    [Fact]
    public void Indexed_assignment_changes_just_those_elements()
    {
        using var scope = NewDisposeScope();
        Tensor a = zeros(2, 3);
        a[0, 1] = 5f;
        a[1] = tensor(new[] { 1f, 2f, 3f });
        a.data<float>().ToArray().Should().Equal(0, 5, 0, 1, 2, 3);
        a[TensorIndex.Tensor(a > 2)] = -1f;
        a.data<float>().ToArray().Should().Equal(0, -1, 0, 1, 2, -1);
        Tensor sums = zeros(2).scatter_add_(0, tensor(new long[] { 0, 1, 1 }), tensor(new[] { 1f, 2f, 3f }));
        sums.data<float>().ToArray().Should().Equal(1, 5);
    }

    [Fact]
    public void Types_and_devices_convert()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new[] { 1.5f, -2.5f });
        a.to(int64).data<long>().ToArray().Should().Equal(1, -2);
        a.to(a.dtype).Should().BeSameAs(a);
        a.to(a.dtype, copy: true).Should().NotBeSameAs(a);
        a.bfloat16().element_size().Should().Be(2);
        a.bfloat16().@float().data<float>().ToArray().Should().Equal(1.5f, -2.5f);
        a.to("cpu").Should().BeSameAs(a);
        Tensor moved = a.clone();
        moved.to(float64, disposeAfter: true).dtype.Should().Be(ScalarType.Float64);
        moved.IsInvalid.Should().BeTrue();
        ((Action)(() => a.data<double>())).Should().Throw<ArgumentException>().WithMessage("The tensor holds Float32*");
        ((Action)(() => a.item<float>())).Should().Throw<ArgumentException>().WithMessage("item() needs*");
        ((Action)(() => device("cpuu"))).Should().Throw<ArgumentException>().WithMessage("*not a device type*");
        device("cuda:1").index.Should().Be(1);
        device("cuda:1").ToString().Should().Be("cuda:1");
    }

    [Fact]
    public void Accessors_check_their_bounds()
    {
        using var scope = NewDisposeScope();
        var data = arange(6).view(2, 3).data<long>();
        data[1, 2].Should().Be(5);
        data[4].Should().Be(4);
        data[0, 0] = 9;
        data.ToArray()[0].Should().Be(9);
        data.CopyFrom([7, 8], tensorIndex: 4);
        data.ToArray().Should().Equal(9, 1, 2, 3, 7, 8);
        ((long[,])data.ToNDArray())[1, 1].Should().Be(7);
        ((Action)(() => _ = data[2, 0])).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = data[6])).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => data.CopyTo(new long[5]))).Should().Throw<ArgumentException>();
        ((Action)(() => data.CopyFrom(new long[2], tensorIndex: 5))).Should().Throw<ArgumentException>();
        zeros(0).data<float>().ToArray().Should().BeEmpty();
    }
}
