using System.Text;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>Programs on libpng and we read the same files alike, refuse the same ones, and they take what we write.</summary>
public sealed class LibpngTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LibpngFact]
    public void Files_of_the_public_suites_kinds_are_read_as_libpng_reads_them()
    {
        string[] names = [.. PngKinds.Valid().Select(kind => Put(kind.Name, kind.File))];
        names.Should().HaveCountGreaterThan(100);
        Check(names).Should().Be(0, "pngcheck finds no fault in the files themselves");
        Compare(names);
    }

    [LibpngFact]
    public void Broken_files_are_refused_by_both()
    {
        foreach ((string name, byte[] file) in PngKinds.Broken())
        {
            string path = Put(name, file);
            Check(path).Should().NotBe(0, name);
            FluentActions.Invoking(() => PngImage.Read(path)).Should().Throw<InvalidImageFileException>(name);
        }
    }

    [LibpngFact]
    public void What_we_write_is_read_by_libpng()
    {
        byte[] bytes = [.. Enumerable.Range(0, 37 * 19 * 4).Select(i => (byte)(i * 7 + i / 37 * i % 251))];
        PngColor[] colors = [.. Enumerable.Range(0, 200).Select(i => new PngColor((byte)i, (byte)(255 - i), (byte)(3 * i), (byte)(i == 4 ? 9 : 255)))];
        var written = new List<(string Name, PngImage Image)>
        {
            ("gray8", PngImage.FromGray8(37, 19, bytes[..703])),
            ("gray16", PngImage.FromGray16(37, 19, [.. bytes[..703].Select(b => (ushort)(b * 257 - 3 * (b & 7)))])),
            ("mask", PngImage.FromMask(37, 19, [.. bytes[..703].Select(b => b > 90)])),
            ("rgb8", PngImage.FromRgb8(37, 19, bytes[..2109])),
            ("rgba8", PngImage.FromRgba8(37, 19, bytes)),
        };
        foreach (int count in new[] { 1, 2, 3, 5, 16, 17, 200 })
            written.Add(($"palette{count}", PngImage.FromPalette(37, 19, [.. bytes[..703].Select(b => (byte)(b % count))], colors[..count])));

        foreach ((string name, PngImage image) in written)
        {
            foreach (int level in new[] { 0, 1, 6, 9 }) image.Write(folder[$"{name}-{level}.png"], new PngWriteOptions { CompressionLevel = level });
        }

        string[] names = Directory.GetFiles(folder.Path, "*.png");
        Check(names).Should().Be(0, "pngcheck takes what we write");
        Compare(names);
    }

    private string Put(string name, byte[] file)
    {
        File.WriteAllBytes(folder[$"{name}.png"], file);
        return folder[$"{name}.png"];
    }

    private static int Check(params string[] paths) => Tool.Run("pngcheck", ["-q", .. paths]).ExitCode;

    private void Compare(string[] paths)
    {
        // netpbm for all depths, Pillow for 8-bit colors and gray.
        Tool.Run("/bin/sh", "-ec", "cd \"$1\"; for f in *.png; do pngtopam -quiet -alphapam \"$f\" > \"$f.pam\"; done", "sh", folder.Path).Should().Be((0, ""));
        Tool.Run(Tool.Python, Tool.Script("pillow_read.py"), folder.Path).Should().Be((0, ""));
        foreach (string path in paths)
        {
            PngImage image = PngImage.Read(path);
            Pixels(image).Should().Equal(Pam(File.ReadAllBytes(path + ".pam")), path);
            if (image.BitDepth == 16) continue;
            // Of gray below 8 bits Pillow misses the transparent color.
            if (image.ColorType != PngColorType.Gray || image.BitDepth == 8) image.ToRgba8().Should().Equal(File.ReadAllBytes(path + ".rgba"), path);
            image.ToGray8().Should().Equal(File.ReadAllBytes(path + ".gray"), path);
        }
    }

    /// <summary>Red, green, blue, alpha of each pixel as stored, and as it comes from the palette.</summary>
    private static int[] Pixels(PngImage image)
    {
        byte[] shown = image.ToRgba8();
        int most = (1 << image.BitDepth) - 1;
        return [.. Enumerable.Range(0, image.Width * image.Height).SelectMany(pixel =>
        {
            int At(int channel) => image.Sample(pixel % image.Width, pixel / image.Width, channel);
            int clear = shown[4 * pixel + 3] == 0 ? 0 : most; // by the file's one transparent color
            return image.ColorType switch
            {
                PngColorType.Gray => [At(0), At(0), At(0), clear],
                PngColorType.Rgb => [At(0), At(1), At(2), most], // pngtopam misses the transparent color here; Pillow does not
                PngColorType.Palette => Color(image.Palette[At(0)]),
                PngColorType.GrayAlpha => [At(0), At(0), At(0), At(1)],
                _ => new[] { At(0), At(1), At(2), At(3) },
            };
        })];

        static int[] Color(PngColor color) => [color.R, color.G, color.B, color.A];
    }

    /// <summary>The same from a file of netpbm: a header in words, then samples of one or two bytes.</summary>
    private static int[] Pam(byte[] file)
    {
        int start = file.AsSpan().IndexOf("ENDHDR\n"u8) + 7;
        Dictionary<string, string> header = Encoding.ASCII.GetString(file, 0, start).Split('\n')
            .Select(line => line.Split(' ')).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);
        int depth = int.Parse(header["DEPTH"]), size = int.Parse(header["MAXVAL"]) > 255 ? 2 : 1;
        int Sample(int i) => size == 1 ? file[start + i] : file[start + 2 * i] << 8 | file[start + 2 * i + 1];
        return [.. Enumerable.Range(0, (file.Length - start) / size / depth).SelectMany(pixel => depth == 4
            ? new[] { Sample(4 * pixel), Sample(4 * pixel + 1), Sample(4 * pixel + 2), Sample(4 * pixel + 3) }
            : [Sample(2 * pixel), Sample(2 * pixel), Sample(2 * pixel), Sample(2 * pixel + 1)])];
    }
}
