namespace Awsnet.Components.Tests;

public class GridMappingTests
{
    // Any region at most as large as the network grid: every label of the box comes back, and nothing outside it.
    [Fact]
    public void Labels_come_back_exactly()
    {
        var random = new RandomStream(7);
        for (int trial = 0; trial < 200; trial++)
        {
            int height = 40 + random.Below(100), width = 40 + random.Below(100);
            var box = new PixelBox(random.Below(height) - 20, random.Below(width) - 20, 21 + random.Below(107), 21 + random.Below(107));
            if (box.ClipTo(height, width) is null)
                continue;
            var mapping = GridMapping.Region(height, width, box, 128, 128);
            byte[] labels = TestImages.RandomLabels(height * width, 5, (ulong)trial);
            var network = new byte[128 * 128];
            var back = new byte[height * width];
            mapping.LabelsToNetwork<byte>(labels, network);
            mapping.LabelsToOriginal<byte>(network, back, outside: 9);
            int wrong = 0;
            for (int i = 0; i < back.Length; i++)
            {
                int y = i / width, x = i % width;
                bool inside = y >= box.Top && y < box.Bottom && x >= box.Left && x < box.Right;
                wrong += back[i] == (inside ? labels[i] : (byte)9) ? 0 : 1;
            }

            wrong.Should().Be(0, $"of trial {trial}, {height} x {width}, {box}");
        }
    }

    [Fact]
    public void A_center_crop_and_its_inverse_move_nothing()
    {
        var mapping = GridMapping.CenterCrop(478, 482, 384, 384);
        float[] image = TestImages.Random(478 * 482, 1);
        var network = new float[384 * 384];
        var back = new float[478 * 482];
        mapping.ImageToNetwork(image, network);
        mapping.ImageToOriginal(network, back, outside: -7);
        network[0].Should().Be(image[47 * 482 + 49]);
        back[47 * 482 + 49].Should().Be(image[47 * 482 + 49]);
        back[47 * 482 + 48].Should().Be(-7);
        back.Count(v => v != -7).Should().Be(384 * 384);
    }

    [Fact]
    public void An_image_smaller_than_the_network_is_padded_around()
    {
        var mapping = GridMapping.CenterCrop(3, 2, 5, 6);
        float[] image = [1, 2, 3, 4, 5, 6];
        var network = new float[30];
        mapping.ImageToNetwork(image, network, padding: -1);
        network.Should().Equal(
            -1, -1, -1, -1, -1, -1,
            -1, -1, 1, 2, -1, -1,
            -1, -1, 3, 4, -1, -1,
            -1, -1, 5, 6, -1, -1,
            -1, -1, -1, -1, -1, -1);
        var back = new float[6];
        mapping.ImageToOriginal(network, back);
        back.Should().Equal(image);
    }

    // Even where shrinking loses detail, a shape keeps its place: the centroid of a disc moves by less than 0.05 pixel.
    [Theory]
    [InlineData(128)]
    [InlineData(64)]
    [InlineData(50)]
    public void Nothing_drifts(int network)
    {
        const int Size = 200;
        var disc = new byte[Size * Size];
        for (int i = 0; i < disc.Length; i++)
            disc[i] = (byte)(Math.Pow(i / Size - 88, 2) + Math.Pow(i % Size - 111, 2) <= 45 * 45 ? 1 : 0);
        var mapping = GridMapping.Region(Size, Size, PixelBox.FromMask(disc, Size, Size)!.Value.Grow(11), network, network);
        var small = new byte[network * network];
        var back = new byte[Size * Size];
        mapping.LabelsToNetwork<byte>(disc, small);
        mapping.LabelsToOriginal<byte>(small, back);
        Centroid(back, Size).Y.Should().BeApproximately(88, 0.05);
        Centroid(back, Size).X.Should().BeApproximately(111, 0.05);
    }

    [Fact]
    public void Probabilities_stay_probabilities_and_are_background_outside()
    {
        var mapping = GridMapping.Region(30, 40, new PixelBox(5, 8, 12, 20), 16, 16);
        var network = new float[3 * 256];
        var random = new RandomStream(5);
        for (int i = 0; i < 256; i++)
        {
            double a = random.Uniform(), b = random.Uniform(), c = random.Uniform();
            (network[i], network[256 + i], network[512 + i]) = (
                (float)(a / (a + b + c)), (float)(b / (a + b + c)), (float)(c / (a + b + c)));
        }

        var original = new float[3 * 1200];
        mapping.ProbabilitiesToOriginal(network, 3, original, background: 2);
        for (int i = 0; i < 1200; i++)
            (original[i] + original[1200 + i] + original[2400 + i]).Should().BeApproximately(1, 1e-5f);
        original[2400].Should().Be(1);
        original[0].Should().Be(0);
    }

    [Fact]
    public void A_box_beside_the_image_is_refused()
    {
        Action act = () => GridMapping.Region(100, 100, new PixelBox(100, 0, 10, 10), 32, 32);
        act.Should().Throw<ArgumentException>().WithMessage("*does not touch the 100 x 100 image*");
    }

    private static (double Y, double X) Centroid(byte[] mask, int width)
    {
        double y = 0, x = 0, n = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                (y, x, n) = (y + i / width, x + i % width, n + 1);
        }

        return (y / n, x / n);
    }
}
