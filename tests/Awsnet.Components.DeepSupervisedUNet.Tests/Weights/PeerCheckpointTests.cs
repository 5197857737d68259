using System.Runtime.CompilerServices;
using Awsnet.Components.TestKit;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>Checkpoints to and from the system's Python torch, by Fixtures/checkpoint_peer.py.</summary>
public class PeerCheckpointTests
{
    [PythonTorchFact]
    public void Python_reads_what_is_written_under_the_authors_names()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = new DeepSupervisedUNet(Networks.Gated);
        Dictionary<string, Tensor> weights = NetworkWeights.Export(network, WeightNames.AttentionUNet(Networks.Gated));
        weights.Keys.Should().Contain("Att2.W_g.0.weight").And.Contain("Conv1.conv.1.num_batches_tracked");
        PyTorchCheckpoint.Save(folder["ours.pth"], weights);
        SafeTensors.Save(folder["ours.safetensors"], weights);

        string[] expected = [.. weights.Select(Line)];
        Read(folder["ours.pth"]).Should().Equal(expected);
        Read(folder["ours.safetensors"]).Should().BeEquivalentTo(expected);
    }

    [PythonTorchFact]
    public void Python_reads_every_number_type()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        ScalarType[] types =
        [
            ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
            ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
        ];
        Dictionary<string, Tensor> tensors = types.ToDictionary(type => type.ToString(), type => (100 * Formula.Tensor("any", 2, 3, 4)).to(type));
        tensors["scalar"] = tensor(2.5);
        tensors["none"] = zeros(0, 4);
        tensors["turned"] = Formula.Tensor("any", 2, 3).t();
        PyTorchCheckpoint.Save(folder["ours.pth"], tensors);

        Read(folder["ours.pth"]).Should().Equal(tensors.Select(Line));
        PyTorchCheckpoint.Load(folder["ours.pth"]).Select(Line).Should().Equal(tensors.Select(Line));
    }

    [PythonTorchFact]
    public void What_Python_writes_is_read_in_the_present_form_and_in_the_one_before_it()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        Run("write", folder.Path);

        PyTorchCheckpoint.Load(folder["zip.pth"]).Select(Line).Should().Equal(Read(folder["zip.pth"])).And.HaveCount(7);
        PyTorchCheckpoint.Load(folder["legacy.pth"]).Select(Line).Should().Equal(Read(folder["zip.pth"]));
        Dictionary<string, Tensor> views = PyTorchCheckpoint.Load(folder["views.pth"], "state_dict");
        views["turned"].allclose(views["whole"].t(), 0, 0, false).Should().BeTrue();
        views["inside"].data<double>().Should().Equal(5, 6, 9, 10);
        views["narrow"].to(ScalarType.Float64).data<double>().Should().Equal(1.5, -2);
        views["none"].shape.Should().Equal(0, 3);
    }

    private static string Line(KeyValuePair<string, Tensor> entry)
    {
        string type = entry.Value.dtype switch
        {
            ScalarType.Byte => "uint8",
            var other => other.ToString().ToLowerInvariant(),
        };
        Tensor plain = entry.Value.contiguous();
        return $"{entry.Key} {type} [{string.Join(", ", plain.shape)}] {(plain.NumberOfElements > 0 ? Convert.ToHexString(plain.bytes) : "")}".TrimEnd();
    }

    private static string[] Read(string path) => [.. Run("read", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];

    private static string Run(string command, string path, [CallerFilePath] string file = "") =>
        PythonTorch.Run(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "Fixtures", "checkpoint_peer.py")), command, path);
}
