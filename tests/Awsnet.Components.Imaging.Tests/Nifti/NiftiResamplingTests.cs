namespace Awsnet.Components.Tests;

public sealed class NiftiResamplingTests
{
    /// <summary>Voxels of 0.75 x 1.25 x 10 mm, turned by 30° about z, x to the left.</summary>
    private static readonly NiftiHeader oblique = NiftiHeader.For([7, 9, 5], [0.75, 1.25, 10]).WithAffine(new double[,]
    {
        { -0.75 * Math.Cos(Math.PI / 6), 1.25 * Math.Sin(Math.PI / 6), 0, 12 },
        { 0.75 * Math.Sin(Math.PI / 6), 1.25 * Math.Cos(Math.PI / 6), 0, -34 },
        { 0, 0, 10, 56 },
        { 0, 0, 0, 1 },
    });

    [Theory]
    [InlineData(0.5, 0.5, 4)]
    [InlineData(1.1, 2, 12)]
    [InlineData(0.75, 1.25, 3)]
    public void A_ramp_in_the_world_stays_where_it_is(double x, double y, double z)
    {
        NiftiImage image = NiftiImage.Create(oblique, Filled(oblique, (_, place) => (float)Ramp(place)));

        NiftiImage resampled = image.Resample([x, y, z]);

        resampled.Shape.Should().Equal((int)Math.Round(7 * 0.75 / x), (int)Math.Round(9 * 1.25 / y), (int)Math.Round(50 / z));
        double[] asked = [x, y, z];
        for (int axis = 0; axis < 3; axis++)
            (resampled.Spacing[axis] * resampled.Shape[axis]).Should().BeApproximately(image.Spacing[axis] * image.Shape[axis], 1e-5);
        Corner(resampled, 0).Should().Be(Corner(image, 0));
        Corner(resampled, 1).Should().Be(Corner(image, 1));
        float[] values = resampled.ReadFloat32();
        int inside = 0;
        Filled(resampled.Header, (at, place) =>
        {
            (double i, double j, double k) = image.WorldToVoxel(place.X, place.Y, place.Z);
            if (i >= 0 && i <= 6 && j >= 0 && j <= 8 && k >= 0 && k <= 4)
            {
                inside++;
                ((double)values[at]).Should().BeApproximately(Ramp(place), 1e-3);
            }
            return 0;
        });
        inside.Should().BeGreaterThan(values.Length / 4);
    }

    [Fact]
    public void Labels_are_those_of_the_voxels_under_the_new_centers_and_keep_their_type()
    {
        short[] stored = [.. Enumerable.Range(0, 7 * 9 * 5).Select(at => (short)at)];
        NiftiImage image = NiftiImage.Create(oblique, stored);

        NiftiImage resampled = image.Resample([7 * 0.75 / 5, 9 * 1.25 / 7, 50 / 3.0], Resampling.Nearest);

        resampled.Shape.Should().Equal(5, 7, 3);
        resampled.DataType.Should().Be(NiftiDataType.Int16);
        short[] labels = resampled.ReadStored<short>();
        Filled(resampled.Header, (at, place) =>
        {
            (double i, double j, double k) = image.WorldToVoxel(place.X, place.Y, place.Z);
            labels[at].Should().Be(stored[(int)(Math.Round(i) + 7 * (Math.Round(j) + 9 * Math.Round(k)))]);
            return 0;
        });
    }

    [Theory]
    [InlineData(Resampling.Area)]
    [InlineData(Resampling.Bilinear)]
    public void Volumes_are_resampled_each_by_itself(Resampling resampling)
    {
        float[] values = [.. Enumerable.Range(0, 4 * 2 * 2 * 3).Select(at => (float)(at * at))];
        NiftiImage image = NiftiImage.Create([4, 2, 2, 3], [1, 1, 5, 2], values);

        NiftiImage resampled = image.Resample([2, 2, 10], resampling);

        resampled.Shape.Should().Equal(2, 1, 1, 3);
        resampled.Spacing.Should().Equal(2, 2, 10, 2);
        float Mean(int x, int t) => new[] { 0, 1, 4, 5, 8, 9, 12, 13 }.Average(part => values[16 * t + 2 * x + part]);
        resampled.ReadFloat32().Should().Equal(Mean(0, 0), Mean(1, 0), Mean(0, 1), Mean(1, 1), Mean(0, 2), Mean(1, 2));
    }

    [Fact]
    public void A_qform_and_an_sform_of_another_space_keep_their_places()
    {
        NiftiHeader header = NiftiHeader.For([10, 10, 10], [1, 1, 1]).WithAffine(
            new double[,] { { 1, 0, 0, -5 }, { 0, 1, 0, -6 }, { 0, 0, 1, -7 }, { 0, 0, 0, 1 } }, sform: NiftiTransformCode.None);
        header = header with { SFormCode = NiftiTransformCode.Mni152, SForm = [-1.2, 0, 0, 90, 0, 1.1, 0, -126, 0, 0, 1.3, -72] };
        NiftiImage image = NiftiImage.Create(header, new byte[1000]);

        NiftiImage resampled = image.Resample([2, 2, 2], Resampling.Nearest);

        resampled.Shape.Should().Equal(5, 5, 5);
        resampled.Spacing.Should().Equal(2, 2, 2);
        resampled.Header.QFormCode.Should().Be(NiftiTransformCode.ScannerAnatomical);
        NiftiAffineOf(resampled.Header.QFormAffine()!).Should().Equal(2, 0, 0, -4.5, 0, 2, 0, -5.5, 0, 0, 2, -6.5);
        resampled.Header.SFormCode.Should().Be(NiftiTransformCode.Mni152);
        NiftiAffineOf(resampled.Affine).Should().Equal(-2.4, 0, 0, 89.4, 0, 2.2, 0, -125.45, 0, 0, 2.6, -71.35);
        resampled.Resample([2, 2, 2], Resampling.Nearest).Should().BeSameAs(resampled);

        static IEnumerable<double> NiftiAffineOf(double[,] affine) => affine.Cast<double>().Take(12).Select(value => Math.Round(value, 5));
    }

    [Fact]
    public void Axes_that_nothing_is_asked_of_stay()
    {
        NiftiImage image = NiftiImage.Create(oblique, new byte[7 * 9 * 5]);

        image.Resample([0.75, 1.25, 10], Resampling.Area).Should().BeSameAs(image);
        image.Resample([0.76]).Should().BeSameAs(image, "seven voxels come nearest to that, too");
        image.Resample([1.5, 1.25]).Shape.Should().Equal(4, 9, 5);
        image.Resample([100, 100, 100], Resampling.Nearest).Shape.Should().Equal(1, 1, 1);
        NiftiImage.Create([6], [1], new byte[6]).Resample([2], Resampling.Nearest).Shape.Should().Equal(3);
    }

    [Fact]
    public void Steps_that_cannot_be_are_refused()
    {
        NiftiImage image = NiftiImage.Create(oblique, new byte[7 * 9 * 5]);

        Refused(() => image.Resample([]), "Spacing is []; give 1 to 3 numbers, for the first axes.*");
        Refused(() => image.Resample([1, 1, 1, 1]), "Spacing is [1, 1, 1, 1]; give 1 to 3 numbers*");
        Refused(() => image.Resample([1, 0]), "Spacing is [1, 0]; steps must be positive and finite, in mm.*");
        Refused(() => image.Resample([1, double.NaN]), "Spacing is [1, NaN]; steps must be positive*");
        NiftiImage large = NiftiImage.Create([400, 400, 40], [1, 1, 1], new byte[400 * 400 * 40]);
        large.Resample([0.1, 0.1, 100], Resampling.Nearest).Shape.Should().Equal(4000, 4000, 1);
        NiftiImage flat = image.WithHeader(
            image.Header with { QFormCode = 0, SFormCode = NiftiTransformCode.Mni152, SForm = [.. new double[12]] });
        Refused<InvalidOperationException>(() => flat.Resample([2]), "The image's affine is singular*");
        Refused(() => image.Resample([1e-6, 1e-6]), "Spacing is [1E-06, 1E-06], which gives more voxels than an array holds; give larger*");
    }

    private static double Ramp((double X, double Y, double Z) place) => 2 * place.X - 3 * place.Y + place.Z / 2 + 7;

    /// <summary>The world's point at the first or the last corner, to a thousandth of a millimeter.</summary>
    private static (double, double, double) Corner(NiftiImage image, int end)
    {
        double[] at = [.. image.Shape.Take(3).Select(length => end * length - 0.5)];
        (double x, double y, double z) = image.VoxelToWorld(at[0], at[1], at[2]);
        return (Math.Round(x, 3), Math.Round(y, 3), Math.Round(z, 3));
    }

    /// <summary>A value for each voxel by its number and its place in the world.</summary>
    private static float[] Filled(NiftiHeader header, Func<int, (double X, double Y, double Z), float> value)
    {
        NiftiImage grid = NiftiImage.Create(header, new float[header.VoxelCount]);
        int width = header.Shape[0], height = header.Shape[1];
        return [.. Enumerable.Range(0, (int)header.VoxelCount)
            .Select(at => value(at, grid.VoxelToWorld(at % width, at / width % height, at / (width * height))))];
    }
}
