namespace Awsnet.Components;

/// <summary>
/// One drawn in-plane movement: for each new pixel, where in the old image it comes from:
/// source = center + M · (target − center) + shift + elastic(target).
/// </summary>
internal sealed class Movement(
    int height, int width, double yy, double yx, double xy, double xx, double shiftY, double shiftX,
    SmoothField? elasticY, SmoothField? elasticX)
{
    public static Movement Draw(AugmentationOptions options, int height, int width, RandomStream random)
    {
        // All draws but the elastic ones are made whatever the options say, and those come last: switching one kind off leaves the others'
        // draws here as they were. Intensities are drawn after them, so elastic fields shift those.
        double flipX = random.Chance(options.FlipHorizontal) ? -1 : 1;
        double flipY = random.Chance(options.FlipVertical) ? -1 : 1;
        double angle = random.Uniform(-1, 1) * options.RotationDegrees * Math.PI / 180;
        double scaleY = 1 + random.Uniform(-1, 1) * options.Scale;
        double scaleX = 1 + random.Uniform(-1, 1) * options.Scale;
        double shear = Math.Tan(random.Uniform(-1, 1) * options.ShearDegrees * Math.PI / 180);
        double shiftY = random.Uniform(-1, 1) * options.TranslationPixels;
        double shiftX = random.Uniform(-1, 1) * options.TranslationPixels;
        SmoothField? elasticY = null, elasticX = null;
        if (options.ElasticPixels > 0)
        {
            elasticY = SmoothField.Draw(height, width, options.ElasticSpacing, options.ElasticPixels, random);
            elasticX = SmoothField.Draw(height, width, options.ElasticSpacing, options.ElasticPixels, random);
        }

        // M = rotation · shear · scale · flip, read from target to source.
        (double sin, double cos) = angle == 0 ? (0, 1) : Math.SinCos(angle);
        double y = flipY / scaleY, x = flipX / scaleX;
        return new Movement(
            height, width,
            cos * y, sin * x + cos * shear * x, -sin * y, cos * x - sin * shear * x,
            shiftY, shiftX, elasticY, elasticX);
    }

    public void Apply(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels, Span<float> newImages, Span<byte> newLabels, float padding)
    {
        int plane = height * width;
        using var buffer = new Pooled<float>(2 * width);
        Span<float> sourceY = buffer.Span[..width], sourceX = buffer.Span[width..];
        for (int y = 0; y < height; y++)
        {
            Locate(y, sourceY, sourceX);
            for (int c = 0; c < images.Length / plane; c++)
                Mix(images.Slice(c * plane, plane), sourceY, sourceX, newImages.Slice(c * plane + y * width, width), padding);
            for (int c = 0; c < labels.Length / plane; c++)
                Pick(labels.Slice(c * plane, plane), sourceY, sourceX, newLabels.Slice(c * plane + y * width, width));
        }
    }

    private void Locate(int y, Span<float> sourceY, Span<float> sourceX)
    {
        double centerY = (height - 1) / 2.0, centerX = (width - 1) / 2.0;
        double startY = centerY + shiftY + yy * (y - centerY), startX = centerX + shiftX + xy * (y - centerY);
        for (int x = 0; x < sourceX.Length; x++)
        {
            sourceY[x] = (float)(startY + yx * (x - centerX));
            sourceX[x] = (float)(startX + xx * (x - centerX));
        }

        elasticY?.AddRow(y, sourceY);
        elasticX?.AddRow(y, sourceX);
    }

    private void Mix(ReadOnlySpan<float> image, ReadOnlySpan<float> sourceY, ReadOnlySpan<float> sourceX, Span<float> line, float padding)
    {
        for (int x = 0; x < line.Length; x++)
        {
            float floorY = MathF.Floor(sourceY[x]), floorX = MathF.Floor(sourceX[x]);
            float down = sourceY[x] - floorY, right = sourceX[x] - floorX;
            int top = (int)floorY, left = (int)floorX;
            float a, b, c, d;
            if ((uint)top < (uint)(height - 1) && (uint)left < (uint)(width - 1))
            {
                int at = top * width + left;
                (a, b, c, d) = (image[at], image[at + 1], image[at + width], image[at + width + 1]);
            }
            else
            {
                a = At(image, top, left, padding);
                b = At(image, top, left + 1, padding);
                c = At(image, top + 1, left, padding);
                d = At(image, top + 1, left + 1, padding);
            }

            float upper = a + right * (b - a), lower = c + right * (d - c);
            line[x] = upper + down * (lower - upper);
        }
    }

    private void Pick(ReadOnlySpan<byte> labels, ReadOnlySpan<float> sourceY, ReadOnlySpan<float> sourceX, Span<byte> line)
    {
        for (int x = 0; x < line.Length; x++)
        {
            int top = (int)MathF.Floor(sourceY[x] + 0.5f), left = (int)MathF.Floor(sourceX[x] + 0.5f);
            line[x] = (uint)top < (uint)height && (uint)left < (uint)width ? labels[top * width + left] : (byte)0;
        }
    }

    private float At(ReadOnlySpan<float> image, int y, int x, float padding) =>
        (uint)y < (uint)height && (uint)x < (uint)width ? image[y * width + x] : padding;
}
