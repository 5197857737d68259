using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>
/// Files of other projects against what nibabel reads from them, where the environment variable AWSNET_NIFTI_SAMPLES names
/// the folder with their expected.json. Without it, the few that are fixtures here.
/// </summary>
public sealed class NiftiSampleTests
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("AWSNET_NIFTI_SAMPLES")
        ?? Path.Combine(AppContext.BaseDirectory, "Nifti", "Samples");

    private static readonly JsonDocument Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")));

    public static TheoryData<string> Files => [.. Expected.RootElement.EnumerateObject().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Header_and_voxels_equal_nibabels(string name)
    {
        JsonElement expected = Expected.RootElement.GetProperty(name);
        string path = Path.Combine(Folder, name);

        if (expected.TryGetProperty("note", out _) || expected.GetProperty("magic").GetString()![0] == '\0')
        {
            FluentActions.Invoking(() => NiftiImage.Read(path)).Should().Throw<InvalidImageFileException>().WithMessage($"{path}: *");
            return;
        }
        CompareHeader(NiftiHeader.Read(path), expected);
        if (expected.TryGetProperty("nib_error", out _))
        {
            FluentActions.Invoking(() => NiftiImage.Read(path)).Should().Throw<InvalidImageFileException>()
                .WithMessage("*neither * is beside it");
            return;
        }
        CompareVoxels(NiftiImage.Read(path), expected);
    }

    private static void CompareHeader(NiftiHeader header, JsonElement expected)
    {
        int[] dimensions = [.. expected.GetProperty("dim").EnumerateArray().Select(d => d.GetInt32())];
        header.Shape.Should().Equal(dimensions[1..(dimensions[0] + 1)]);
        ((int)header.DataType).Should().Be(expected.GetProperty("datatype").GetInt32());
        (8 * header.DataType.BytesPerVoxel()).Should().Be(expected.GetProperty("bitpix").GetInt32());
        header.PixelDimensions.Should().Equal(expected.GetProperty("pixdim").EnumerateArray().Select(p => p.GetDouble()));
        header.ScaleSlope.Should().Be(expected.GetProperty("scl_slope").GetDouble());
        header.ScaleIntercept.Should().Be(expected.GetProperty("scl_inter").GetDouble());
        header.VoxelOffset.Should().Be((long)expected.GetProperty("vox_offset").GetDouble());
        ((int)header.QFormCode).Should().Be(expected.GetProperty("qform_code").GetInt32());
        ((int)header.SFormCode).Should().Be(expected.GetProperty("sform_code").GetInt32());
        header.IntentCode.Should().Be(expected.GetProperty("intent").GetInt32());
        header.IsBigEndian.Should().Be(expected.GetProperty("endian").GetString() == ">");
        header.Version.Should().Be(expected.GetProperty("magic").GetString()![2] - '0');
        header.IsPair.Should().Be(expected.GetProperty("magic").GetString()![1] == 'i');
        if (expected.TryGetProperty("xyzt_units", out JsonElement units))
            ((int)header.SpatialUnit | (int)header.TemporalUnit).Should().Be(units.GetInt32());
        if (expected.TryGetProperty("descrip", out JsonElement description)) header.Description.Should().Be(description.GetString());
        bool hasExtensions = expected.GetProperty("ext").EnumerateArray().Select(b => b.GetInt32()).FirstOrDefault() != 0;
        header.Extensions.IsEmpty.Should().Be(!hasExtensions);
    }

    private static void CompareVoxels(NiftiImage image, JsonElement expected)
    {
        if (expected.GetProperty("affine").ValueKind == JsonValueKind.Array)
        {
            double[] affine = [.. expected.GetProperty("affine").EnumerateArray().SelectMany(row => row.EnumerateArray())
                .Select(a => a.GetDouble())];
            // The expected numbers have five decimals.
            for (int i = 0; i < 16; i++) image.Affine[i / 4, i % 4].Should().BeApproximately(affine[i], 1e-5);
        }
        JsonElement samples = expected.GetProperty("samples_F_order");
        if (image.DataType.IsColor())
        {
            foreach (JsonProperty sample in samples.EnumerateObject())
            {
                int[] channels = [.. sample.Value.EnumerateArray().Select(c => c.GetInt32())];
                NiftiRgba color = image.ReadRgba()[int.Parse(sample.Name)];
                new int[] { color.R, color.G, color.B, color.A }.Should().StartWith(channels);
            }
            image.ReadStatistics().Should().BeNull();
            return;
        }
        if (image.DataType.IsComplex())
        {
            foreach (JsonProperty sample in samples.EnumerateObject())
            {
                System.Numerics.Complex value = image.ReadComplex()[int.Parse(sample.Name)];
                // Python prints 1+1j as (1+1j) and a purely imaginary 0 as 0j.
                string printed = value.Real == 0 ? $"{value.Imaginary}j" : $"({value.Real}+{value.Imaginary}j)";
                printed.Should().Be(sample.Value.GetString());
            }
            image.ReadStatistics().Should().BeNull();
            return;
        }
        double[] values = image.ReadFloat64();
        foreach (JsonProperty sample in samples.EnumerateObject())
            values[int.Parse(sample.Name)].Should().Be(Number(sample.Value));
        NiftiStatistics statistics = image.ReadStatistics()!.Value;
        if (double.IsNaN(Number(expected.GetProperty("min"))))
        {
            statistics.NotANumberCount.Should().Be(values.Count(double.IsNaN)).And.BePositive();
            statistics.Minimum.Should().Be(values.Where(v => !double.IsNaN(v)).Min());
            return;
        }
        statistics.Minimum.Should().Be(Number(expected.GetProperty("min")));
        statistics.Maximum.Should().Be(Number(expected.GetProperty("max")));
        double sum = Number(expected.GetProperty("sum"));
        statistics.Sum.Should().BeApproximately(sum, 1e-11 * Math.Abs(sum));
        statistics.NotANumberCount.Should().Be(0);
    }

    private static double Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() == "nan" ? double.NaN : element.GetDouble();
}
