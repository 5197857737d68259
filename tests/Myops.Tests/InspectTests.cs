using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Json_has_geometry_type_and_scaled_statistics()
    {
        var path = Path.Combine(folder.Path, "a.nii.gz");
        NiftiImage.Create<float>([2, 2, 1], [0.5, 0.5, 12], [1, float.NaN, -3, 4]).Write(path);

        var result = Cli.Run("inspect", path, "--json");

        result.ShouldSucceed();
        var json = JsonNode.Parse(result.Output)!;
        json["shape"]!.AsArray().Select(n => n!.GetValue<int>()).Should().Equal(2, 2, 1);
        json["spacing"]!.AsArray().Select(n => n!.GetValue<double>()).Should().Equal(0.5, 0.5, 12);
        json["dtype"]!.GetValue<string>().Should().Be("float32");
        json["affine"]!.AsArray().Should().HaveCount(4);
        json["affine"]![2]!.AsArray().Select(n => n!.GetValue<double>()).Should().Equal(0, 0, 12, 0);
        json["affine"]![3]!.AsArray().Select(n => n!.GetValue<double>()).Should().Equal(0, 0, 0, 1);
        json["min"]!.GetValue<double>().Should().Be(-3);
        json["max"]!.GetValue<double>().Should().Be(4);
        json["sum"]!.GetValue<double>().Should().Be(2);
        json["nan"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public void Statistics_of_colors_are_null()
    {
        var path = Path.Combine(folder.Path, "a.nii");
        NiftiImage.Create<NiftiRgb>([1, 1, 1], [1, 1, 1], [new NiftiRgb(1, 2, 3)]).Write(path);

        var json = JsonNode.Parse(Cli.Run("inspect", path, "--json").Output)!.AsObject();

        json["dtype"]!.GetValue<string>().Should().Be("rgb24");
        foreach (var key in new[] { "min", "max", "sum" })
        {
            json.ContainsKey(key).Should().BeTrue();
            json[key].Should().BeNull();
        }
    }

    [Fact]
    public void Text_names_shape_and_values()
    {
        var path = LabelFile.Write(folder.Path, "a.nii", [2, 1, 1], [0, 2221]);

        var result = Cli.Run("inspect", path);

        result.ShouldSucceed();
        result.Output.Should().Contain("2 x 1 x 1").And.Contain("int16").And.Contain("0 to 2221");
    }

    [Fact]
    public void Spacing_is_in_mm_and_the_unit_of_the_file_is_named()
    {
        var meters = NiftiHeader.For([1, 1, 1], [0.00075, 0.00075, 0.012]) with { SpatialUnit = NiftiSpatialUnit.Meter };
        NiftiImage.Create(meters, new short[1]).Write(folder["a.nii"]);

        Cli.Run("inspect", folder["a.nii"]).Output.Should().Contain("0.75 x 0.75 x 12 (mm, Second; Meter in the file)");
    }

    [Fact]
    public void A_missing_file_a_folder_and_a_truncated_file_are_bad_input()
    {
        Cli.Run("inspect", Path.Combine(folder.Path, "no.nii")).ShouldBeBadInput("no.nii", "no such file");
        Cli.Run("inspect", folder.Path).ShouldBeBadInput(folder.Path, "folder");

        var path = LabelFile.Write(folder.Path, "cut.nii.gz", [64, 64, 2], LabelFile.Box([64, 64, 2], 200, 3..50, 7..60, 0..2));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        Cli.Run("inspect", path).ShouldBeBadInput("cut.nii.gz", "Replace the file");
    }

    [Fact]
    public void A_header_that_lies_about_its_size_is_bad_input()
    {
        var path = LabelFile.Write(folder.Path, "lie.nii", [4, 4, 2], new short[32]);
        var bytes = File.ReadAllBytes(path);
        BitConverter.TryWriteBytes(bytes.AsSpan(42), (short)30_000);
        File.WriteAllBytes(path, bytes);
        Cli.Run("inspect", path).ShouldBeBadInput("lie.nii");
    }

    [Fact]
    public void Png_files_are_told_by_their_content()
    {
        RasterImage.FromGray8(3, 2, [1, 0, 1, 0, 0, 1]).Write(folder["a.png"]);
        RasterImage.FromRgb8(1, 1, [9, 8, 7]).Write(folder["b.png"]);
        File.WriteAllText(folder["c.png"], "no picture");

        var json = JsonNode.Parse(Cli.Run("inspect", folder["a.png"], "--json").Output)!;
        json["shape"]!.ToJsonString().Should().Be("[3,2]");
        (json["dtype"]!.GetValue<string>(), json["bits"]!.GetValue<int>()).Should().Be(("gray", 8));
        (json["min"]!.GetValue<int>(), json["max"]!.GetValue<int>(), json["sum"]!.GetValue<int>()).Should().Be((0, 1, 3));
        Cli.Run("inspect", folder["a.png"]).Output.Should().Contain("3 x 2").And.Contain("gray, 8 bits");
        Cli.Run("inspect", folder["b.png"]).Output.Should().Contain("rgb").And.Contain("no order");
        JsonNode.Parse(Cli.Run("inspect", folder["b.png"], "--json").Output)!["min"].Should().BeNull();
        Cli.Run("inspect", folder["c.png"]).ShouldBeBadInput("c.png", "is no PNG or JPEG file");
    }
}
