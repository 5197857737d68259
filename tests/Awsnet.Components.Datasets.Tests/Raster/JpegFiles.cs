using SkiaSharp;

namespace Awsnet.Components.Tests;

/// <summary>JPEG files made by SkiaSharp's encoder, and changed.</summary>
internal static class JpegFiles
{
    /// <summary>A gray or color file; gray rises from left to right and, less, from top to bottom.</summary>
    public static byte[] Make(int width, int height, bool isGray, int quality = 95)
    {
        using var image = new SKBitmap(new SKImageInfo(width, height, isGray ? SKColorType.Gray8 : SKColorType.Rgba8888,
            SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte gray = Gray(x, y, width, height);
                image.SetPixel(x, y, isGray ? new SKColor(gray, gray, gray) : new SKColor(gray, (byte)(255 - gray), 60));
            }
        }

        using SKData file = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return file.ToArray();
    }

    public static byte Gray(int x, int y, int width, int height) => (byte)(200 * x / width + 50 * y / height);

    /// <summary>The file with another marker's content behind its start.</summary>
    public static byte[] With(byte[] file, byte marker, byte[] content) =>
        [.. file[..2], 0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. file[2..]];

    /// <summary>The file with the EXIF orientation 1 to 8.</summary>
    public static byte[] WithOrientation(byte[] file, byte orientation) => With(file, 0xE1,
    [
        .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
    ]);

    /// <summary>The file with its frame's header changed: marker, length (2), bits, height (2), width (2), components, ...</summary>
    public static byte[] WithFrame(byte[] file, Action<Memory<byte>> change)
    {
        byte[] changed = [.. file];
        int at = changed.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        change(changed.AsMemory(at + 1));
        return changed;
    }

    public static IEnumerable<byte[]> Seeds()
    {
        foreach (bool isGray in new[] { true, false })
        {
            yield return Make(19, 13, isGray);
            yield return Make(33, 20, isGray, quality: 20);
            yield return WithOrientation(Make(9, 9, isGray), 1);
        }
    }
}
