namespace Awsnet.Components.Tests;

public class OnnxCheckerTests
{
    [OnnxCheckerFact]
    public void Every_file_passes_the_full_check_and_shape_inference()
    {
        using var folder = new TemporaryFolder();
        List<string> paths = [], expected = [];
        foreach (string name in ExportCases.Names)
        {
            ExportCase example = ExportCases.Get(name);
            using SupervisedNetwork network = example.Build();
            paths.Add(folder[$"{paths.Count}.onnx"]);
            OnnxExporter.Save(paths[^1], network, example.Export);
            string sizes = example.Options.SpatialDimensions == 2 ? "height,width" : "depth,height,width";
            var outputs = Written.Model(network, example.Export)
                .Graph.Output.Select(output => $"{output.Name}[batch,{example.Options.Classes},{sizes}]");
            expected.Add(string.Join(' ', ["17", .. outputs]));
        }
        OnnxChecker.Check([.. paths]).Should().Equal(expected);
    }
}
