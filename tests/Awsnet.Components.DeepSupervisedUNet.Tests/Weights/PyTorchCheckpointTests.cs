using System.IO.Compression;
using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>The .pth files of Fixtures, written by Fixtures/make_checkpoints.py with torch 1.13.</summary>
public class PyTorchCheckpointTests
{
    [Fact]
    public void Reads_every_type_shape_and_layout()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = PyTorchCheckpoint.Load(Fixture("state.pth"));
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
        File.Exists("executed").Should().BeFalse();
    }

    [Fact]
    public void Every_file_cut_short_is_refused_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Fixture("state.pth"));
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
        byte[] pickle = ReadEntry(Fixture("state.pth"), "data.pkl");
        int read = 0, refused = 0;
        for (int at = 0; at < pickle.Length; at += Effort.Pick(11, 1))
        {
            foreach (byte other in new byte[] { 0x00, 0x52, 0x62, 0x75, 0xff })
            {
                byte[] altered = [.. pickle];
                altered[at] = other;
                WriteWithPickle(Fixture("state.pth"), folder["altered.pth"], altered);
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
        refused.Should().BeGreaterThan(read / 4).And.BePositive();
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
