using Awsnet.Components.Onnx;

namespace Awsnet.Components.Tests;

/// <summary>What was written, read again.</summary>
internal static class Written
{
    public static byte[] Bytes(SupervisedNetwork network, OnnxExportOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxExporter.Write(stream, network, options);
        return stream.ToArray();
    }

    public static ModelProto Model(SupervisedNetwork network, OnnxExportOptions? options = null) =>
        ModelProto.Parser.ParseFrom(Bytes(network, options));

    public static NodeProto Node(this ModelProto model, string name) => model.Graph.Node.Single(node => node.Name == name);

    public static string[] Operations(this ModelProto model) => [.. model.Graph.Node.Select(node => node.OpType)];

    public static float[] Numbers(this ModelProto model, string name)
    {
        TensorProto constant = model.Graph.Initializer.Single(tensor => tensor.Name == name);
        float[] numbers = new float[constant.RawData.Length / sizeof(float)];
        Buffer.BlockCopy(constant.RawData.ToByteArray(), 0, numbers, 0, constant.RawData.Length);
        return numbers;
    }

    public static string Shape(this ValueInfoProto value) =>
        string.Join(", ", value.Type.TensorType.Shape.Dim.Select(size => size.DimParam.Length > 0 ? size.DimParam : $"{size.DimValue}"));
}
