using System.Text;

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
            FluentActions.Invoking(() => RasterImage.Read(path)).Should().Throw<InvalidImageFileException>(name);
        }
    }

    [LibpngFact]
    public void What_we_write_is_read_by_libpng()
    {
        byte[] bytes = [.. Enumerable.Range(0, 37 * 19 * 4).Select(i => (byte)(i * 7 + i / 37 * i % 251))];
        RasterImage.FromGray8(37, 19, bytes.AsSpan(0, 703)).Write(folder["gray.png"]);
        RasterImage.FromMask(37, 19, [.. bytes[..703].Select(b => b > 90)]).Write(folder["mask.png"]);
        RasterImage.FromRgb8(37, 19, bytes.AsSpan(0, 2109)).Write(folder["rgb.png"]);
        RasterImage.FromRgba8(37, 19, bytes).Write(folder["rgba.png"]);

        string[] names = Directory.GetFiles(folder.Path, "*.png");
        Check(names).Should().Be(0, "pngcheck takes what we write");
        Compare(names);
    }

    private string Put(string name, byte[] file)
    {
        File.WriteAllBytes(folder[$"{name}.png"], file);
        return folder[$"{name}.png"];
    }

    private static int Check(params string[] paths) => PeerTool.Run("pngcheck", ["-q", .. paths]).ExitCode;

    private void Compare(string[] paths)
    {
        // netpbm for all depths, Pillow for 8-bit colors and gray.
        PeerTool.Run("/bin/sh", "-ec", "cd \"$1\"; for f in *.png; do pngtopam -quiet -alphapam \"$f\" > \"$f.pam\"; done", "sh",
            folder.Path)
            .Should().Be((0, ""));
        PeerTool.Run(PeerTool.Python, PeerTool.Script("pillow_read.py"), folder.Path).Should().Be((0, ""));
        foreach (string path in paths)
        {
            if (IsRefused(path))
            {
                FluentActions.Invoking(() => RasterImage.Read(path)).Should().Throw<InvalidImageFileException>(path);
                continue;
            }

            RasterImage image = RasterImage.Read(path);
            int[] peers = Pam(File.ReadAllBytes(path + ".pam"));
            if (image.BitDepth < 8 && image.ColorType == RasterColorType.Gray || image.BitDepth == 16)
            {
                image.ToSamples().Select(sample => (int)sample).Should().Equal(peers.Where((_, i) => i % 4 == 0), path);
            }
            else
            {
                byte[] shown = image.ToRgba8();
                // pngtopam misses the transparent color here; Pillow does not.
                if (image.ColorType == RasterColorType.Rgb) shown = [.. shown.Select((sample, i) => i % 4 == 3 ? byte.MaxValue : sample)];
                shown.Select(sample => (int)sample).Should().Equal(peers, path);
            }

            if (image.BitDepth == 16) continue;
            // Of gray below 8 bits Pillow misses the transparent color.
            if (image.ColorType != RasterColorType.Gray || image.BitDepth == 8)
                image.ToRgba8().Should().Equal(File.ReadAllBytes(path + ".rgba"), path);
            image.ToGray8().Should().Equal(File.ReadAllBytes(path + ".gray"), path);
        }
    }

    /// <summary>Colors of 16 bits.</summary>
    private static bool IsRefused(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file[24] == 16 && file[25] != 0;
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
