using System.IO.Compression;
using System.Text;
using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>The .pth files of Fixtures, written by Fixtures/make_checkpoints.py with torch 1.13.</summary>
public class PyTorchCheckpointTests
{
    [Theory]
    [InlineData("state.pth")]
    [InlineData("legacy.pth")]
    public void Reads_every_type_shape_and_layout(string file)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = PyTorchCheckpoint.Load(Fixture(file));
        state.Keys.Should().Equal("float32", "transposed", "slice", "float64", "bfloat16", "float16", "int64", "int32", "uint8", "truth", "nothing", "parameter");
        Check(state["float32"], ScalarType.Float32, [3, 4], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        Check(state["transposed"], ScalarType.Float32, [4, 3], 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        Check(state["slice"], ScalarType.Float32, [2, 2], 5, 6, 9, 10);
        Check(state["float64"], ScalarType.Float64, [2], 1.5, -2.25);
        Check(state["bfloat16"], ScalarType.BFloat16, [2], 1, 3.140625);
        Check(state["float16"], ScalarType.Float16, [2], 0.5, 65504);
        Check(state["int64"], ScalarType.Int64, [], 1L << 40);
        Check(state["int32"], ScalarType.Int32, [1], -7);
        Check(state["uint8"], ScalarType.Byte, [2], 0, 255);
        Check(state["truth"], ScalarType.Bool, [2], 1, 0);
        Check(state["nothing"], ScalarType.Float32, [0, 3]);
        Check(state["parameter"], ScalarType.Float32, [1], 9);
    }

    [Fact]
    public void Reads_one_entry_of_a_training_checkpoint()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = PyTorchCheckpoint.Load(Fixture("checkpoint.pth"), "state_dict");
        state.Keys.Should().Equal("0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked");
        Check(state["0.weight"], ScalarType.Float32, [2, 1, 1, 1], 0.25, 0.25);
    }

    [Fact]
    public void Says_which_entries_there_are()
    {
        Refused(() => PyTorchCheckpoint.Load(Fixture("checkpoint.pth")), "*'epoch' is no named tensor; give the entry that is a state dictionary, of: state_dict, optimizer");
        Refused(() => PyTorchCheckpoint.Load(Fixture("checkpoint.pth"), "model"), "*it has no dictionary named model; give the entry*of: state_dict, optimizer");
        Refused(() => PyTorchCheckpoint.Load(Fixture("checkpoint.pth"), "optimizer"), "*'state' in optimizer is no named tensor;*");
    }

    [Fact]
    public void Runs_nothing_that_a_file_asks_for()
    {
        // On Linux os.system is pickled under the name of its module, posix.
        Refused(() => PyTorchCheckpoint.Load(Fixture("executes.pth")), "*executes.pth cannot be read as a PyTorch checkpoint: its pickle asks for posix.system; only tensors and plain values are read*");
        Refused(() => PyTorchCheckpoint.Load(Fixture("executes_legacy.pth")), "*: its pickle asks for posix.system; only tensors and plain values are read*");
        File.Exists("executed").Should().BeFalse();
    }

    /// <summary>Pickles by hand: what each would do is in its first column.</summary>
    [Theory]
    [InlineData("call eval", "cbuiltins\neval\n(X\x04\0\0\0quittR.", "*asks for builtins.eval;*")]
    [InlineData("call eval by a name from the stack", "\u0080\u0004\u008c\u0008builtins\u008c\u0004eval\u0093.", "*asks for builtins.eval;*")]
    [InlineData("call getattr", "c__builtin__\ngetattr\n.", "*asks for __builtin__.getattr;*")]
    [InlineData("import a module of torch", "ctorch.hub\nload\n.", "*asks for torch.hub.load;*")]
    [InlineData("call torch.load again", "ctorch\nload\n.", "*asks for torch.load;*")]
    [InlineData("build a whole module", "ctorch.nn.modules.linear\nLinear\n)\x81.", "*asks for torch.nn.modules.linear.Linear;*")]
    [InlineData("make an instance", "(ios\nsystem\n.", "*instruction 0x69, which is not allowed here*")]
    [InlineData("make an object", "(ccollections\nOrderedDict\no.", "*instruction 0x6f, which is not allowed here*")]
    [InlineData("make an object with arguments", "ccollections\nOrderedDict\n)\x81.", "*instruction 0x81, which is not allowed here*")]
    [InlineData("use an extension", "\x82\x01.", "*instruction 0x82, which is not allowed here*")]
    [InlineData("refer to something outside", "Psecret\n.", "*instruction 0x50, which is not allowed here*")]
    [InlineData("give a dictionary arguments", "ccollections\nOrderedDict\n(K\x01tR.", "*calls collections.OrderedDict in a way that is not allowed here*")]
    [InlineData("call a storage", "ctorch\nFloatStorage\n)R.", "*calls torch.FloatStorage in a way that is not allowed here*")]
    [InlineData("call a number", "K\x01)R.", "*calls something that is no known function*")]
    [InlineData("take from an empty stack", "0.", "*instruction 0x30, which is not allowed here*")]
    [InlineData("give no dictionary", "K\x01.", "*holds no dictionary*")]
    [InlineData("never end", "}", "*pickle is cut short*")]
    [InlineData("claim a text of 4 GiB", "X\xff\xff\xff\xff.", "*pickle is cut short*")]
    [InlineData("describe a storage in two ways", "}(X\x01\0\0\0a(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\00X\x03\0\0\0cpuK\x0ctQX\x01\0\0\0b(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\00X\x03\0\0\0cpuK\xfftQu.", "*tensor data 0 is described in two ways*")]
    public void Runs_nothing_and_says_what_a_pickle_wanted(string what, string pickle, string message)
    {
        using var folder = new TemporaryFolder();
        WriteWithPickle(Fixture("state.pth"), folder["bad.pth"], Encoding.Latin1.GetBytes(pickle));
        var load = () => PyTorchCheckpoint.Load(folder["bad.pth"]);

        load.Should().Throw<InvalidDataException>("it would {0}", what).WithMessage(message);
    }

    [Fact]
    public void Refuses_two_pickles_in_one_file()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Fixture("state.pth"), folder["two.pth"]);
        using (ZipArchive archive = ZipFile.Open(folder["two.pth"], ZipArchiveMode.Update))
            archive.CreateEntry("other/data.pkl");

        Refused(() => PyTorchCheckpoint.Load(folder["two.pth"]), "*it holds 2 of data.pkl; expected one*");
    }

    [Theory]
    [InlineData("state.pth")]
    [InlineData("legacy.pth")]
    public void Every_file_cut_short_is_refused_in_one_sentence(string file)
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Fixture(file));
        for (int length = 0; length < whole.Length; length += Effort.Pick(97, 1))
        {
            File.WriteAllBytes(folder["cut.pth"], whole[..length]);
            Refused(() => PyTorchCheckpoint.Load(folder["cut.pth"]), "*cut.pth cannot be read as a PyTorch checkpoint: *");
        }
    }

    [Fact]
    public void Altered_bytes_never_do_worse_than_an_error()
    {
        using var folder = new TemporaryFolder();
        byte[] pickle = ReadEntry(Fixture("state.pth"), "data.pkl"), legacy = File.ReadAllBytes(Fixture("legacy.pth"));
        int read = 0, refused = 0;
        for (int at = 0; at < pickle.Length; at += Effort.Pick(11, 1))
            Try(pickle, at, altered => WriteWithPickle(Fixture("state.pth"), folder["altered.pth"], altered));
        refused.Should().BeGreaterThan(read / 4).And.BePositive();
        (read, refused) = (0, 0);
        for (int at = 0; at < legacy.Length; at += Effort.Pick(11, 1))
            Try(legacy, at, altered => File.WriteAllBytes(folder["altered.pth"], altered));
        refused.Should().BeGreaterThan(read / 4).And.BePositive();

        void Try(byte[] whole, int at, Action<byte[]> write)
        {
            foreach (byte other in new byte[] { 0x00, 0x52, 0x62, 0x75, 0xff })
            {
                byte[] altered = [.. whole];
                altered[at] = other;
                write(altered);
                using var scope = NewDisposeScope();
                try
                {
                    PyTorchCheckpoint.Load(folder["altered.pth"]);
                    read++;
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }
    }

    [Fact]
    public void What_is_written_is_read_again_and_a_write_that_fails_leaves_the_old_file()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        PyTorchCheckpoint.Save(folder["kept.pth"], new Dictionary<string, Tensor> { ["b"] = arange(6).reshape(2, 3).t(), ["a"] = tensor(2.5) });
        Dictionary<string, Tensor> read = PyTorchCheckpoint.Load(folder["kept.pth"]);
        read.Keys.Should().Equal("b", "a");
        Check(read["b"], ScalarType.Int64, [3, 2], 0, 3, 1, 4, 2, 5);
        Check(read["a"], ScalarType.Float64, [], 2.5);

        byte[] before = File.ReadAllBytes(folder["kept.pth"]);
        var complex = new Dictionary<string, Tensor> { ["c"] = zeros([2], ScalarType.ComplexFloat32) };
        FluentActions.Invoking(() => PyTorchCheckpoint.Save(folder["kept.pth"], complex)).Should().Throw<NotSupportedException>().WithMessage("c holds ComplexFloat32;*");
        File.ReadAllBytes(folder["kept.pth"]).Should().Equal(before);
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static void Refused(Action act, string message) => act.Should().Throw<InvalidDataException>().WithMessage(message);

    private static void Check(Tensor actual, ScalarType type, long[] shape, params double[] values)
    {
        actual.dtype.Should().Be(type);
        actual.shape.Should().Equal(shape);
        actual.to(ScalarType.Float64).flatten().data<double>().Should().Equal(values);
    }

    private static byte[] ReadEntry(string path, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using Stream stream = archive.Entries.Single(entry => entry.Name == name).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void WriteWithPickle(string source, string target, byte[] pickle)
    {
        using ZipArchive from = ZipFile.OpenRead(source);
        using var to = new ZipArchive(File.Create(target), ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in from.Entries)
        {
            using Stream stream = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
            if (entry.Name == "data.pkl")
                stream.Write(pickle);
            else
                entry.Open().CopyTo(stream);
        }
    }
}
