using BenchmarkDotNet.Attributes;

namespace Awsnet.Components.Benchmarks;

/// <summary>A NIfTI volume of 512 x 512 x 10 of int16, and a PNG image of 512 x 512, from the file cache to an array.</summary>
public class ImageReadingBenchmarks
{
    private const int Size = 512, Slices = 10;

    private string folder = null!;
    private float[] kept = null!;

    [GlobalSetup]
    public void Setup()
    {
        folder = Directory.CreateTempSubdirectory("awsnet-benchmarks-").FullName;
        kept = new float[Size * Size * Slices];
        PhantomCase heart = CardiacPhantom.Generate(seed: 1, index: 0);
        short[] volume = new short[Size * Size * Slices];
        for (int i = 0; i < volume.Length; i++)
        {
            int x = i % Size % heart.Width, y = i / Size % Size % heart.Height, z = i / (Size * Size) % heart.Slices;
            volume[i] = heart.De[(z * heart.Height + y) * heart.Width + x];
        }
        NiftiImage image = NiftiImage.Create([Size, Size, Slices], [1.0, 1.0, 10.0], volume);
        image.Write(Path.Combine(folder, "volume.nii"));
        image.Write(Path.Combine(folder, "volume.nii.gz"));
        byte[] gray = Array.ConvertAll(volume[..(Size * Size)], voxel => (byte)(voxel >> 2));
        RasterImage.FromGray8(Size, Size, gray).Write(Path.Combine(folder, "image.png"));
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(folder, recursive: true);

    [Benchmark]
    public void NiftiIntoOneArray() => NiftiImage.Read(Path.Combine(folder, "volume.nii")).ReadFloat32(0, kept);

    [Benchmark]
    public float[] NiftiIntoNewArray() => NiftiImage.Read(Path.Combine(folder, "volume.nii")).ReadFloat32();

    [Benchmark]
    public float[] NiftiSlice() => NiftiImage.Read(Path.Combine(folder, "volume.nii")).ReadSliceFloat32(5);

    [Benchmark]
    public void CompressedNiftiIntoOneArray() => NiftiImage.Read(Path.Combine(folder, "volume.nii.gz")).ReadFloat32(0, kept);

    [Benchmark]
    public byte[] Png() => RasterImage.Read(Path.Combine(folder, "image.png")).ToGray8();
}
