using Google.Protobuf;

namespace Awsnet.Components;

/// <summary>
/// Writes networks as ONNX files (operator set 17), for every runtime that reads them: batch and sizes stay free, batch normalization is
/// fused into the convolutions, padding to a multiple of the poolings (2^depth) and cropping back are part of the graph.
/// </summary>
/// <remarks>
/// Input: float32 [batch, <see cref="SupervisedNetworkOptions.InputChannels"/>, height, width], in 3-D with a depth before the height.
/// Output: float32 [batch, <see cref="SupervisedNetworkOptions.Classes"/>, …] of the same size. The graph is the network's inference form,
/// whichever mode the network is in, in float32, whatever it computes in. One network and the same options give the same bytes.
/// </remarks>
/// <example><code>OnnxExporter.Save("network.onnx", network);</code></example>
public static class OnnxExporter
{
    /// <summary>The operator set of the files, and the version of the file format that goes with it.</summary>
    private const int OperatorSet = 17, FormatVersion = 8;

    /// <summary>Writes a network to a file, replacing it whole.</summary>
    /// <param name="path">Where to; a temporary file beside it is moved there at the end.</param>
    /// <param name="network">A <see cref="DeepSupervisedUNet"/> or a <see cref="NestedUNet"/>, fused or not, on any device. It stays as it
    /// is.</param>
    /// <param name="options">Names, outputs, metadata; <see langword="null"/> for the final head's logits.</param>
    /// <exception cref="ArgumentException">An option that cannot be used, or weights that are not numbers; the message says
    /// which.</exception>
    /// <exception cref="NotSupportedException">A skip gate that nobody can write as ONNX, or more weights than a file of 2 GB
    /// holds.</exception>
    public static void Save(string path, SupervisedNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var scope = NewDisposeScope();
        Onnx.ModelProto model = Model(network, options ?? new());
        AtomicFile.Write(path, model.WriteTo);
    }

    /// <summary>Writes a network to a stream.</summary>
    /// <param name="stream">Where to, from its present position on; it is not closed.</param>
    /// <param name="network">A <see cref="DeepSupervisedUNet"/> or a <see cref="NestedUNet"/>, fused or not, on any device. It stays as it
    /// is.</param>
    /// <param name="options">Names, outputs, metadata; <see langword="null"/> for the final head's logits.</param>
    /// <exception cref="ArgumentException">An option that cannot be used, or weights that are not numbers; the message says
    /// which.</exception>
    /// <exception cref="NotSupportedException">A skip gate that nobody can write as ONNX, or more weights than a file of 2 GB
    /// holds.</exception>
    public static void Write(Stream stream, SupervisedNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Model(network, options ?? new()).WriteTo(stream);
    }

    private static Onnx.ModelProto Model(SupervisedNetwork network, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        options.Validate(network.Heads);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        CheckWeights(network);
        var graph = new OnnxGraph(network.GetName());
        NetworkNodes.Of(network, graph, options).Write();
        return new()
        {
            IrVersion = FormatVersion,
            OpsetImport = { new Onnx.OperatorSetIdProto { Version = OperatorSet } },
            ProducerName = options.ProducerName,
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version!.ToString(fieldCount: 3),
            DocString = options.Description,
            Graph = graph.Proto,
            MetadataProps = { options.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new Onnx.StringStringEntryProto { Key = entry.Key, Value = entry.Value }) },
        };
    }

    private static void CheckWeights(SupervisedNetwork network)
    {
        foreach ((string name, Tensor weights) in network.state_dict())
        {
            using var scope = NewDisposeScope();
            if (weights.is_floating_point() && weights.isnan().any().item<bool>())
                throw new ArgumentException(
                    $"The network's {name} has not-a-number in it; load weights of a training that did not diverge.", nameof(network));
        }
    }
}
