using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>
/// The system's nibabel and we read the same files: shapes, types, affines, orientations, and every voxel to the last bit.
/// </summary>
public sealed class NibabelTests
{
    [NibabelFact]
    public void Files_of_every_kind_are_read_as_nibabel_reads_them()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. Enumerable.Range(0, Effort.Pick(400, 10_000)).Select(seed => RandomNiftiFiles.Write(folder.Path, seed))];

        (int exitCode, string output) = PeerTool.Run(PeerTool.Python, PeerTool.Script("nibabel_read.py"), folder.Path);

        exitCode.Should().Be(0, output);
        JsonElement expected = JsonDocument.Parse(output).RootElement;
        int compared = names.Count(name => IsAsExpected(folder[name], expected.GetProperty(name)));
        compared.Should().BeGreaterThan(names.Length * 9 / 10, "nibabel reads all but a few of them");
    }

    private static bool IsAsExpected(string path, JsonElement expected)
    {
        if (expected.TryGetProperty("error", out _)) return false; // a pair signed as one file, its voxels too near the start
        NiftiImage image = NiftiImage.Read(path);
        image.Shape.Should().Equal(expected.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()), path);
        if (!NiftiAffine.IsSingular(image.Affine)) image.AxisCodes.Should().Be(expected.GetProperty("codes").GetString(), path);
        else image.Invoking(i => i.ToCanonical()).Should().Throw<InvalidOperationException>(path);
        IsNear(image.Affine, expected.GetProperty("affine"), path);
        image.Header.Extensions.Should().HaveCount(expected.GetProperty("extensions").GetInt32(), path);

        AreEqual(Voxels(image), File.ReadAllBytes(path + ".voxels"), path, image.Header);
        if (image.DataType.IsScalar()) image.ReadFloat32().Should().Equal(image.ReadFloat64().Select(value => (float)value), path);
        if (!expected.TryGetProperty("canonical", out JsonElement canonical) || NiftiAffine.IsSingular(image.Affine)) return true;
        NiftiImage ordered = image.ToCanonical();
        IsNear(ordered.Affine, canonical, path);
        AreEqual(Voxels(ordered), File.ReadAllBytes(path + ".canonical"), path, image.Header);
        return true;
    }

    private static void AreEqual(byte[] ours, byte[] theirs, string path, NiftiHeader header)
    {
        ours.Should().HaveSameCount(theirs, path);
        if (header.DataType.IsColor())
        {
            ours.Should().Equal(theirs, path);
            return;
        }
        for (int at = 0; at < ours.Length; at += 8)
        {
            double our = BitConverter.ToDouble(ours, at), their = BitConverter.ToDouble(theirs, at);
            if (our.Equals(their)) continue; // 0 and -0 are, and so are two that are no numbers
            throw new Xunit.Sdk.XunitException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {header.DataType} x {header.ScaleSlope} + {header.ScaleIntercept}, number {at / 8} is {our:R}, nibabel has " +
                    $"{their:R}."));
        }
    }

    private static void IsNear(double[,] affine, JsonElement expected, string path)
    {
        int i = 0;
        foreach (JsonElement number in expected.EnumerateArray())
            affine[i / 4, i++ % 4].Should().BeApproximately(number.GetDouble(), 1e-5, $"{path}, number {i}");
    }

    /// <summary>Scaled voxels as bytes: doubles, pairs of doubles, colors.</summary>
    private static byte[] Voxels(NiftiImage image)
    {
        if (image.DataType == NiftiDataType.Rgb24) return MemoryMarshal.AsBytes<NiftiRgb>(image.ReadStored<NiftiRgb>()).ToArray();
        if (image.DataType == NiftiDataType.Rgba32) return MemoryMarshal.AsBytes<NiftiRgba>(image.ReadStored<NiftiRgba>()).ToArray();
        if (image.DataType.IsComplex()) return MemoryMarshal.AsBytes<Complex>(image.ReadComplex()).ToArray();
        return MemoryMarshal.AsBytes<double>(image.ReadFloat64()).ToArray();
    }
}
