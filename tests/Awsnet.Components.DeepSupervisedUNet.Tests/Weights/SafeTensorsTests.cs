using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Awsnet.Components.Tests;

public class SafeTensorsTests
{
    [Fact]
    public void Writes_the_format_byte_for_byte()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafeTensors.Save(folder["two.safetensors"], new Dictionary<string, Tensor>
        {
            ["b"] = tensor(new long[] { 1, -1 }),
            ["a"] = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]).t(),   // a view: written as it reads, 1 3 2 4
        });
        // Header by hand from the format's definition, padded with spaces to a multiple of 8. The digest is one of the file without it.
        string header = $$$"""{"__metadata__":{"sha256":"{{{new string('0', 64)}}}"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"I64","shape":[2],"data_offsets":[16,32]}}""";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        using var expected = new MemoryStream();
        using (var writer = new BinaryWriter(expected, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((long)header.Length);
            writer.Write(Encoding.UTF8.GetBytes(header));
            foreach (float value in new float[] { 1, 3, 2, 4 })
                writer.Write(value);
            writer.Write(1L);
            writer.Write(-1L);
        }
        byte[] file = expected.ToArray();
        int digestAt = 8 + header.IndexOf(new string('0', 64), StringComparison.Ordinal);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file))).CopyTo(file, digestAt);
        File.ReadAllBytes(folder["two.safetensors"]).Should().Equal(file);
        Directory.GetFiles(folder.Path).Should().ContainSingle("the temporary file is gone");
    }

    [Fact]
    public void Every_type_comes_back_bit_equal()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        ScalarType[] types =
        [
            ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
            ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
        ];
        Dictionary<string, Tensor> tensors =
            types.ToDictionary(type => type.ToString(), type => (100 * Formula.Tensor("any", 2, 3, 4)).to(type));
        tensors["scalar"] = tensor(2.5);
        tensors["empty"] = zeros(0, 4);
        SafeTensors.Save(folder["all.safetensors"], tensors, new Dictionary<string, string> { ["made by"] = "a test" });
        Dictionary<string, Tensor> read = SafeTensors.Load(folder["all.safetensors"]);
        read.Should().HaveCount(tensors.Count);
        foreach ((string name, Tensor tensor) in tensors)
        {
            read[name].dtype.Should().Be(tensor.dtype);
            read[name].shape.Should().Equal(tensor.shape);
            if (tensor.NumberOfElements > 0)
                read[name].bytes.ToArray().Should().Equal(tensor.contiguous().bytes.ToArray());
        }
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        string path = folder["kept.safetensors"];
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["a"] = ones(2) });
        byte[] before = File.ReadAllBytes(path);
        var complex = new Dictionary<string, Tensor> { ["c"] = zeros([2], ScalarType.ComplexFloat32) };
        Refused<NotSupportedException>(() => SafeTensors.Save(path, complex), "c holds ComplexFloat32;*");
        File.ReadAllBytes(path).Should().Equal(before);
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_flipped_bit_of_a_file_of_ours_is_noticed_and_a_file_without_digest_is_read()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        string path = folder["a.safetensors"];
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["a"] = ones(2) });
        byte[] file = File.ReadAllBytes(path);
        file[^1] ^= 1;
        File.WriteAllBytes(path, file);
        Refused(path, "*a.safetensors is damaged or no safetensors file: its digest is wrong. Write or fetch it again.");

        byte[] header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}, "__metadata__": {"format": "pt"}}""");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(2.5f)]);
        SafeTensors.Load(path)["a"].item<float>().Should().Be(2.5f);
    }

    [Fact]
    public void Refuses_metadata_with_the_digests_name()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var save = () => SafeTensors.Save(
            folder["a"], new Dictionary<string, Tensor> { ["a"] = ones(2) }, new Dictionary<string, string> { ["sha256"] = "mine" });
        save.Should().Throw<ArgumentException>().WithMessage("The file's own digest has the key sha256; choose another.*");
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "*its tensors take 8 bytes and the file holds 4*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "*its tensors take 8 bytes and the file holds 12*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "*a lies at bytes 0 to 8; expected 0 to 12*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "*a lies at bytes 4 to 12; expected 0 to 8*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "*b lies at bytes 2 to 6;*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "*it names a twice*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "*its header cannot be read*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "*its header cannot be read: a has the shape [-1]*")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", 4, "*a has the type Q4, which is not known here*")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "*its header cannot be read*")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "*its header cannot be read*")]
    [InlineData("""{"a":7}""", 0, "*its header cannot be read*")]
    [InlineData("""[1]""", 0, "*its header is no JSON object*")]
    [InlineData("""{"a":""", 0, "*its header cannot be read*")]
    public void Refuses_a_header_that_lies(string header, int dataBytes, string message)
    {
        using var folder = new TemporaryFolder();
        byte[] file = new byte[8 + Encoding.UTF8.GetByteCount(header) + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, Encoding.UTF8.GetByteCount(header));
        Encoding.UTF8.GetBytes(header).CopyTo(file, 8);
        File.WriteAllBytes(folder["bad.safetensors"], file);
        Refused(folder["bad.safetensors"], message);
    }

    [Fact]
    public void Refuses_a_file_without_room_for_its_header()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["short"], [1, 2, 3]);
        Refused(folder["short"],
            "*short is damaged or no safetensors file: it is shorter than its 8-byte length field. Write or fetch it again.");
        File.WriteAllBytes(folder["long"], [255, 255, 255, 255, 255, 255, 255, 127, 0]);
        Refused(folder["long"], "*its header claims 9223372036854775807 bytes and the file has 9*");
    }

    private static void Refused(string path, string message) =>
        Refused<InvalidDataException>(() => SafeTensors.Load(path), message);
}
