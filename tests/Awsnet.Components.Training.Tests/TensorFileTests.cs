using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

public sealed class TensorFileTests
{
    private static readonly Dictionary<string, string> metadata = new() { ["state"] = "{\"quoted\":\"é\"}" };

    private static void Write(string path, params (string, Tensor)[] tensors) => TensorFile.Write(path, metadata, tensors, File.Create);

    [Theory]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Every_type_comes_back_to_the_bit(ScalarType type)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Tensor matrix = arange(0, 6).reshape(2, 3).to(type), scalar = tensor(1).to(type), none = zeros([0, 4]).to(type);
        Write(folder["a"], ("matrix", matrix.t()), ("scalar", scalar), ("none", none));
        using var content = TensorFile.Open(folder["a"]);

        content.Text("state").Should().Be(metadata["state"]);
        content.Names.Should().Equal("matrix", "scalar", "none");
        Tensor back = content.Read("matrix");
        back.dtype.Should().Be(type);
        back.shape.Should().Equal(3, 2);
        back.bytes.ToArray().Should().Equal(matrix.t().contiguous().bytes.ToArray());
        content.Read("scalar").shape.Should().BeEmpty();
        content.Read("none").shape.Should().Equal(0, 4);
    }

    [Fact]
    public void A_tensor_of_several_pieces_comes_back_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        // The last of three pieces has 5 numbers.
        Tensor numbers = arange((2 << 20) + 5, ScalarType.Int32);
        Write(folder["a"], ("before", tensor(1)), ("numbers", numbers), ("behind", tensor(2)));
        using var content = TensorFile.Open(folder["a"]);

        content.Read("numbers").eq(numbers).all().item<bool>().Should().BeTrue();
        content.Read("behind").item<int>().Should().Be(2);
    }

    [Fact]
    public void A_folder_that_is_missing_is_named_and_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        string none = Path.Combine(folder.Path, "none");
        Refused<DirectoryNotFoundException>(() => Write(Path.Combine(none, "a")),
            $"There is no folder {none} to write {Path.Combine(none, "a")} in; create it first.");
    }

    [Fact]
    public void A_tensor_with_the_name_of_the_headers_own_part_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f]);
        Refused(() => Write(folder["a"], ("__metadata__", values)), "A tensor is named __metadata__, the header's own; choose another.*");
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void An_error_of_writing_names_the_file_and_no_temporary_one()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f]);
        // Too long with what the temporary name has more.
        string path = folder[new string('a', 250)];
        string message = FluentActions.Invoking(() => Write(path, ("w", values))).Should().Throw<IOException>().Which.Message;

        message.Should().Contain(path).And.NotContain(".tmp");
        Directory.GetFiles(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void The_memory_folder_of_Linux_takes_files_like_any_other()
    {
        if (!Directory.Exists("/dev/shm"))
            return;
        string path = $"/dev/shm/awsnet-{Guid.NewGuid():N}";
        using var values = tensor([1f]);
        try
        {
            Write(path, ("w", values));
            using var content = TensorFile.Open(path);
            content.Names.Should().Equal("w");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_layout_is_that_of_safetensors_with_a_digest_of_the_whole()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f, -2f]);
        Write(folder["a"], ("w", values));
        byte[] bytes = File.ReadAllBytes(folder["a"]);

        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        (length % 8).Should().Be(0);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!.AsObject();
        header["w"]!.ToJsonString().Should().Be("""{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""");
        // IEEE 754: 1 is 0x3F800000 and -2 is 0xC0000000, little-endian.
        bytes[(8 + length)..].Should().Equal(0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0);
        string digest = (string)header["__metadata__"]!["sha256"]!;
        byte[] blanked = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(digest, new string('0', 64)));
        Convert.ToHexStringLower(SHA256.HashData(blanked)).Should().Be(digest);
    }

    [Fact]
    public void Any_change_of_any_byte_and_any_length_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f, -2f, 3f]);
        Write(folder["good"], ("w", values));
        byte[] good = File.ReadAllBytes(folder["good"]);
        for (int at = 0; at < good.Length; at += Effort.Pick(3, 1))
        {
            byte[] altered = [.. good];
            altered[at] ^= 0x10;
            Refused(altered, $"byte {at} is altered");
        }
        for (int length = 0; length < good.Length; length += Effort.Pick(11, 1))
            Refused(good[..length], $"only {length} bytes are left");
        Refused([.. good, 0], "there is one byte more");

        void Refused(byte[] bytes, string why)
        {
            File.WriteAllBytes(folder["bad"], bytes);
            var open = () => TensorFile.Open(folder["bad"]);
            open.Should().Throw<InvalidDataException>(why).WithMessage("*bad is damaged*");
        }
    }

    [Fact]
    public void What_fails_leaves_the_old_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f]);
        Write(folder["a"], ("w", values));
        byte[] before = File.ReadAllBytes(folder["a"]);
        using var disposed = tensor([1f]);
        disposed.Dispose();
        Refused<InvalidOperationException>(() => Write(folder["a"], ("w", values), ("x", disposed)), "Tensor invalid*");
        File.ReadAllBytes(folder["a"]).Should().Equal(before);
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_file_without_digest_is_refused_where_one_is_needed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8]);
        Refused<InvalidDataException>(() => TensorFile.Open(folder["a"]), "*a is damaged or no safetensors file: it has no digest.");
        TensorFile.Open(folder["a"], digestNeeded: false).Dispose();
    }

    [Fact]
    public void A_tensor_of_another_shape_or_none_of_the_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor([1f, 2f]);
        Write(folder["a"], ("w", values));
        using var content = TensorFile.Open(folder["a"]);
        using var longer = zeros(3);
        Refused<InvalidDataException>(() => content.ReadInto("w", longer), "*\"w\" is Float32 [2]*[3] is needed*");
        Refused<InvalidDataException>(() => content.ReadInto("v", longer), "*has no \"v\"*");
    }
}
