using Awsnet.Components.TestKit;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Nn;

public sealed class ModuleStateTests
{
    private static Sequential Small() => Sequential(("conv", Conv2d(1, 2, 3)), ("norm", BatchNorm2d(2)));

    [Fact]
    public void A_state_is_copied_not_shared()
    {
        using Sequential one = Small(), other = Small();
        other.load_state_dict(one.state_dict());

        foreach ((string key, Tensor value) in one.state_dict())
        {
            other.state_dict()[key].Equals(value).Should().BeTrue(key);
            other.state_dict()[key].Should().NotBeSameAs(value);
        }
        using (no_grad()) one.get_parameter("conv.weight")!.zero_();
        other.get_parameter("conv.weight")!.Equals(one.get_parameter("conv.weight")!).Should().BeFalse();
        other.get_parameter("conv.weight")!.requires_grad.Should().BeTrue();
    }

    [Fact]
    public void All_that_does_not_fit_is_in_one_message_and_nothing_is_copied()
    {
        using Sequential module = Small();
        Tensor before = module.get_parameter("conv.bias")!.clone();
        Dictionary<string, Tensor> state = new()
        {
            ["conv.bias"] = ones(2),
            ["conv.weight"] = ones(2, 1, 5, 5),
            ["norm.weight"] = ones(2),
            ["norm.running_mean"] = ones(2),
            ["norm.num_batches_tracked"] = ones([], ScalarType.Int64),
            ["head.weight"] = ones(1),
            ["head.bias"] = ones(1)
        };

        Action load = () => module.load_state_dict(state);

        load.Should().Throw<InvalidOperationException>().WithMessage(
            "The state does not fit Sequential: missing: norm.bias, norm.running_var; unexpected: head.weight, head.bias; "
            + "conv.weight is [2, 1, 5, 5] in the state but [2, 1, 3, 3] in the module.");
        module.get_parameter("conv.bias")!.Equals(before).Should().BeTrue();
    }

    [Fact]
    public void Loading_loosely_says_what_was_left_out()
    {
        using Sequential module = Small();
        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(
            new() { ["conv.bias"] = full([2], 7f), ["norm.bias"] = full([2], 8f), ["other"] = ones(1) }, strict: false, skip: ["norm.bias", "conv.weight"]);

        missing.Should().Equal("norm.weight", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked");
        unexpected.Should().Equal("other");
        module.get_parameter("conv.bias")!.data<float>().ToArray().Should().Equal(7, 7);
        module.get_parameter("norm.bias")!.data<float>().ToArray().Should().Equal(0, 0);
    }

    [Fact]
    public void Loading_converts_to_the_modules_own_type()
    {
        using Linear module = Linear(1, 1);
        module.load_state_dict(new() { ["weight"] = full([1, 1], 0.5, ScalarType.Float64), ["bias"] = full([1], 3, ScalarType.Int32) });
        module.weight.dtype.Should().Be(ScalarType.Float32);
        module.weight.item<float>().Should().Be(0.5f);
        module.bias!.item<float>().Should().Be(3);
    }

    [Fact]
    public void A_file_gives_back_every_bit()
    {
        using TemporaryFolder folder = new();
        using Sequential one = Small(), other = Small();
        one.call(rand(2, 1, 6, 6)).Dispose();
        one.save(folder["state.bin"]);
        Dictionary<string, bool> loaded = [];

        other.load(folder["state.bin"], loadedParameters: loaded);

        foreach ((string key, Tensor value) in one.state_dict()) other.state_dict()[key].Equals(value).Should().BeTrue(key);
        loaded.Should().HaveCount(7).And.OnlyContain(entry => entry.Value);
        Directory.GetFiles(folder.Path).Should().HaveCount(1);
    }

    // TorchSharp's format, by hand: 1 entry; "weight" of 6 letters; Float32 is 6; 2 dimensions, 1 and 2; 1.5 and -2 in little-endian.
    [Fact]
    public void A_file_is_laid_out_as_TorchSharps()
    {
        byte[] expected = [1, 6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0];
        using Linear module = Linear(2, 1, hasBias: false);
        module.load(new MemoryStream(expected));
        module.weight.data<float>().ToArray().Should().Equal(1.5f, -2f);
        using MemoryStream written = new();
        module.save(written);
        written.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void Other_layouts_and_types_are_written_in_row_order()
    {
        using DisposeScope scope = NewDisposeScope();
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Module.save_state_dict(writer, new() { ["x"] = arange(6).reshape(2, 3).t(), ["skipped"] = ones(1), ["scalar"] = tensor(3.5) }, ["skipped"]);
        }
        using Sequential module = Sequential();
        module.register_buffer("x", zeros([3, 2], ScalarType.Int64));
        module.register_buffer("scalar", zeros([], ScalarType.Float64));
        stream.Position = 0;
        module.load(stream);
        module.get_buffer("x")!.data<long>().ToArray().Should().Equal(0, 3, 1, 4, 2, 5);
        module.get_buffer("scalar")!.item<double>().Should().Be(3.5);
    }

    [Fact]
    public void A_broken_file_is_refused_at_every_length_and_changes_nothing()
    {
        using Sequential one = Small(), other = Small();
        using MemoryStream whole = new();
        one.save(whole);
        byte[] bytes = whole.ToArray();
        Tensor before = other.get_parameter("conv.weight")!.clone();

        for (int length = 0; length < bytes.Length; length++)
        {
            Action load = () => other.load(new MemoryStream(bytes, 0, length));
            load.Should().Throw<Exception>().Which.Should().Match(e => e is InvalidDataException || e is InvalidOperationException, "{0} bytes", length);
        }
        other.get_parameter("conv.weight")!.Equals(before).Should().BeTrue();
    }

    [Fact]
    public void A_size_beyond_the_file_allocates_nothing()
    {
        byte[] lie = [1, 1, (byte)'w', 6, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x7F, 0];
        using Linear module = Linear(1, 1);
        ((Action)(() => module.load(new MemoryStream(lie)))).Should().Throw<InvalidDataException>().WithMessage("*announces a tensor of*");
        ((Action)(() => module.load("/nowhere/at/all"))).Should().Throw<FileNotFoundException>().WithMessage("*to load Linear from*");
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        using TemporaryFolder folder = new();
        using Linear module = Linear(1, 1);
        module.save(folder["m"]);
        byte[] before = File.ReadAllBytes(folder["m"]);
        module.weight.Dispose();
        ((Action)(() => module.save(folder["m"]))).Should().Throw<ObjectDisposedException>();
        File.ReadAllBytes(folder["m"]).Should().Equal(before);
        Directory.GetFiles(folder.Path).Should().HaveCount(1);
    }
}
