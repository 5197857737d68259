using Awsnet.Components.Onnx;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the second is <see cref="OwnGateWriter"/>.</summary>
public class ReadmeTests
{
    [Fact]
    public void A_network_is_saved_with_what_a_program_needs_to_know()
    {
        string path = Path.GetFullPath("scar.onnx");
        using SupervisedNetwork network = Networks.Build(Networks.Gated);
        // <example>
        OnnxExporter.Save("scar.onnx", network, new()
        {
            Probabilities = true,
            Description = "Scar in LGE and T2, each slice of mean 0 and standard deviation 1.",
            Metadata = new Dictionary<string, string> { ["classes"] = "background,myocardium,scar" },
        });
        // </example>
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        File.Delete(path);
        model.Graph.Output[0].Name.Should().Be("probabilities");
        model.MetadataProps.Should().ContainSingle().Which.Value.Should().StartWith("background");
    }
}
