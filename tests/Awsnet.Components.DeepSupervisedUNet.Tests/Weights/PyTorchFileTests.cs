using System.Collections;
using System.Runtime.CompilerServices;
using Razorvine.Pickle;
using TorchSharp.PyBridge;

namespace Awsnet.Components.Tests;

/// <summary>
/// PyTorch's files by TorchSharp.PyBridge, to and from our networks: the .pth files of Fixtures, written by
/// Fixtures/make_checkpoints.py with torch 1.13, and the system's Python torch, by Fixtures/checkpoint_peer.py.
/// </summary>
public class PyTorchFileTests
{
    private static readonly ScalarType[] Types =
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
        ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    [Fact]
    public void Every_number_type_of_Pythons_torch_is_read()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = Tensors(PyTorchUnpickler.UnpickleStateDict(Fixture("state.pth")));
        state.Should().HaveCount(11);
        Check(state["float32"], ScalarType.Float32, [3, 4], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        Check(state["float64"], ScalarType.Float64, [2], 1.5, -2.25);
        Check(state["bfloat16"], ScalarType.BFloat16, [2], 1, 3.140625);
        Check(state["float16"], ScalarType.Float16, [2], 0.5, 65504);
        Check(state["int64"], ScalarType.Int64, [], 1L << 40);
        Check(state["int32"], ScalarType.Int32, [1], -7);
        Check(state["int16"], ScalarType.Int16, [1], -300);
        Check(state["int8"], ScalarType.Int8, [1], -8);
        Check(state["uint8"], ScalarType.Byte, [2], 0, 255);
        Check(state["truth"], ScalarType.Bool, [2], 1, 0);
        Check(state["nothing"], ScalarType.Float32, [0, 3]);
    }

    [Fact]
    public void Every_number_type_comes_back_bit_equal()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Dictionary<string, Tensor> tensors = OfEveryType();
        PyTorchPickler.PickleStateDict(File.Create(folder["ours.pth"]), tensors);

        Tensors(PyTorchUnpickler.UnpickleStateDict(folder["ours.pth"])).Select(Line).Should().BeEquivalentTo(tensors.Select(Line));
    }

    [Fact]
    public void One_entry_of_a_training_checkpoint_is_read()
    {
        using var scope = NewDisposeScope();
        Hashtable checkpoint = PyTorchUnpickler.UnpickleStateDict(Fixture("checkpoint.pth"));
        checkpoint.Keys.Should().BeEquivalentTo(new[] { "epoch", "best", "name", "state_dict", "optimizer" });
        Dictionary<string, Tensor> state = Tensors((IDictionary)checkpoint["state_dict"]!);
        state.Keys.Should().BeEquivalentTo(
            "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked");
        Check(state["0.weight"], ScalarType.Float32, [2, 1, 1, 1], 0.25, 0.25);
    }

    [Fact]
    public void A_file_that_asks_for_code_is_refused_and_nothing_runs()
    {
        // On Linux os.system is pickled under the name of its module, posix.
        Refused<PickleException>(() => PyTorchUnpickler.UnpickleStateDict(Fixture("executes.pth")), "*posix.system*");
        File.Exists("executed").Should().BeFalse();
    }

    [Fact]
    public void What_is_not_read_is_an_error()
    {
        using var scope = NewDisposeScope();
        Reading("legacy.pth").Should().Throw<NotImplementedException>().WithMessage("*old PyTorch format*");
        Reading("turned.pth").Should().Throw<InvalidOperationException>().WithMessage("*non-contiguous tensor*");
        Reading("slice.pth").Should().Throw<Exception>().WithMessage("*out of bounds*");

        static Action Reading(string fixture) => () => PyTorchUnpickler.UnpickleStateDict(Fixture(fixture));
    }

    [PythonTorchFact]
    public void Python_reads_what_is_written_under_the_authors_names()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = new DeepSupervisedUNet(Networks.Gated);
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network, WeightNames.AttentionUNet(Networks.Gated));
        weights.Keys.Should().Contain("Att2.W_g.0.weight").And.Contain("Conv1.conv.1.num_batches_tracked");
        PyTorchPickler.PickleStateDict(File.Create(folder["ours.pth"]), weights);
        SafeTensors.Save(folder["ours.safetensors"], weights);

        string[] expected = [.. weights.Select(Line)];
        Read(folder["ours.pth"]).Should().BeEquivalentTo(expected);
        Read(folder["ours.safetensors"]).Should().BeEquivalentTo(expected);
    }

    [PythonTorchFact]
    public void Python_reads_every_number_type()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Dictionary<string, Tensor> tensors = OfEveryType();
        PyTorchPickler.PickleStateDict(File.Create(folder["ours.pth"]), tensors);
        SafeTensors.Save(folder["ours.safetensors"], tensors);

        string[] expected = [.. tensors.Select(Line)];
        Read(folder["ours.pth"]).Should().BeEquivalentTo(expected);
        Read(folder["ours.safetensors"]).Should().BeEquivalentTo(expected);
    }

    [PythonTorchFact]
    public void What_Python_writes_of_a_module_is_read()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Run("write", folder.Path);

        Tensors(PyTorchUnpickler.UnpickleStateDict(folder["module.pth"])).Select(Line).Should().BeEquivalentTo(Read(folder["module.pth"]))
            .And.HaveCount(7);
    }

    [PythonTorchFact]
    public void A_checkpoint_in_the_form_of_the_authors_script_fills_a_network()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        WeightNames theirs = WeightNames.AttentionUNet(Networks.Gated);
        using var first = new DeepSupervisedUNet(Networks.Gated);
        using var second = new DeepSupervisedUNet(Networks.Gated);
        PyTorchPickler.PickleStateDict(File.Create(folder["ours.pth"]), NetworkWeights.Export(first, theirs));
        Run("train", folder.Path);

        Hashtable checkpoint = PyTorchUnpickler.UnpickleStateDict(folder["theirs.pth.gz"]);
        NetworkWeights.Load(second, Tensors((IDictionary)checkpoint["net"]!), theirs);

        NetworkWeights.Export(second).Select(Line).Should().BeEquivalentTo(NetworkWeights.Export(first).Select(Line));
    }

    private static Dictionary<string, Tensor> Tensors(IDictionary state) =>
        state.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (Tensor)entry.Value!);

    private static Dictionary<string, Tensor> OfEveryType()
    {
        Dictionary<string, Tensor> tensors =
            Types.ToDictionary(type => type.ToString(), type => (100 * Formula.Tensor("any", 2, 3, 4)).to(type));
        tensors["scalar"] = tensor(2.5);
        tensors["none"] = zeros(0, 4);
        return tensors;
    }

    private static void Check(Tensor actual, ScalarType type, long[] shape, params double[] values)
    {
        actual.dtype.Should().Be(type);
        actual.shape.Should().Equal(shape);
        actual.to(ScalarType.Float64).flatten().data<double>().Should().Equal(values);
    }

    private static string Line(KeyValuePair<string, Tensor> entry)
    {
        string type = entry.Value.dtype switch
        {
            ScalarType.Byte => "uint8",
            var other => other.ToString().ToLowerInvariant(),
        };
        Tensor plain = entry.Value.contiguous();
        string bytes = plain.NumberOfElements > 0 ? Convert.ToHexString(plain.bytes) : "";
        return $"{entry.Key} {type} [{string.Join(", ", plain.shape)}] {bytes}".TrimEnd();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static string[] Read(string path) =>
        [.. Run("read", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];

    private static string Run(string command, string path, [CallerFilePath] string file = "") =>
        PythonTorch.Run(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "Fixtures", "checkpoint_peer.py")), command,
            path);
}
