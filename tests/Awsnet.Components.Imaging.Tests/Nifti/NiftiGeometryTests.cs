namespace Awsnet.Components.Tests;

/// <summary>
/// Affines against nibabel 5.0 (Nifti1Header.get_qform, nibabel.as_closest_canonical); orientations by <c>orientation</c> of
/// <c>nibabel_read.py</c>.
/// </summary>
public sealed class NiftiGeometryTests
{
    [Theory]
    [InlineData(0, 0, 0.70710678, 1, new[] { 0, -0.5, 0, -100, 0.75, 0, 0, 7, 0, 0, 12, 3.5 })]
    [InlineData(0.5, 0.5, 0.5, 1, new[] { 0, 0, 12, -100, 0.75, 0, 0, 7, 0, 0.5, 0, 3.5 })]
    [InlineData(0, 1, 0, -1, new[] { -0.75, 0, 0, -100, 0, 0.5, 0, 7, 0, 0, 12, 3.5 })]
    [InlineData(-0.1, 0.2, 0.3, -1,
        new[] { 0.555, -0.298209, -3.731337, -100, 0.387313, 0.4, -3.665669, 7, -0.323209, -0.032736, -10.8, 3.5 })]
    [InlineData(0, 0, 0.70710678, 0, new[] { 0, -0.5, 0, -100, 0.75, 0, 0, 7, 0, 0, 12, 3.5 })] // a handedness of 0 counts as 1
    [InlineData(0, 0, 1.0001, 1, new[] { -0.75, 0, 0, -100, 0, -0.5, 0, 7, 0, 0, 12, 3.5 })] // too long by rounding: a half turn
    public void A_qform_is_rotation_times_spacing(double b, double c, double d, double handedness, double[] expected)
    {
        var header = new NiftiHeader
        {
            Shape = [10, 20, 30],
            PixelDimensions = [handedness, 0.75, 0.5, 12, 1, 1, 1, 1],
            QFormCode = NiftiTransformCode.ScannerAnatomical,
            Quaternion = [b, c, d],
            QOffset = [-100, 7, 3.5],
        };

        double[,] affine = header.Affine;

        for (int i = 0; i < 12; i++) affine[i / 4, i % 4].Should().BeApproximately(expected[i], 1e-6, $"number {i}");
        affine[3, 3].Should().Be(1);
    }

    [Fact]
    public void The_sform_goes_before_the_qform_and_unknown_codes_count_as_none()
    {
        var header = new NiftiHeader
        {
            Shape = [4, 4, 4],
            PixelDimensions = [1, 2, 3, 4, 1, 1, 1, 1],
            QFormCode = NiftiTransformCode.Mni152,
            SFormCode = NiftiTransformCode.Talairach,
            SForm = [5, 0, 0, 1, 0, 6, 0, 2, 0, 0, 7, 3],
        };

        header.Affine[0, 0].Should().Be(5);
        (header with { SFormCode = NiftiTransformCode.None }).Affine[0, 0].Should().Be(2);
        (header with { SFormCode = (NiftiTransformCode)2816 }).Affine[0, 0].Should().Be(2);
        (header with { SFormCode = NiftiTransformCode.None, QFormCode = (NiftiTransformCode)(-1) }).Affine[0, 0].Should()
            .Be(-2, "neither is there: to the left by custom");
    }

    [Fact]
    public void Without_qform_and_sform_the_center_is_the_origin_and_x_runs_left()
    {
        // nibabel.Nifti1Header: set_data_shape((64, 64, 10)), set_zooms((3, 3, 3)), get_base_affine()
        double[,] affine = new NiftiHeader { Shape = [64, 64, 10], PixelDimensions = [0, 3, 3, 3, 0, 0, 0, 0] }.Affine;

        affine.Cast<double>().Should().Equal(-3, 0, 0, 94.5, 0, 3, 0, -94.5, 0, 0, 3, -13.5, 0, 0, 0, 1);
        new NiftiHeader { Shape = [64, 64, 10], PixelDimensions = [0, 3, 3, 3, 0, 0, 0, 0] }.ScalingAffine().Cast<double>()
            .Should().Equal(3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1);
    }

    [Fact]
    public void Spacing_is_positive_and_as_long_as_the_shape()
    {
        new NiftiHeader { Shape = [5, 5, 5, 2], PixelDimensions = [1, -2, 0, 3, 0.04, 9, 9, 9] }.Spacing.Should().Equal(2, 1, 3, 0.04);
        new NiftiHeader { Shape = [5] }.Spacing.Should().Equal(1);
    }

    [Theory]
    [InlineData(NiftiSpatialUnit.Meter, 0.001)]
    [InlineData(NiftiSpatialUnit.Micrometer, 1000)]
    [InlineData(NiftiSpatialUnit.Millimeter, 1)]
    [InlineData(NiftiSpatialUnit.Unknown, 1)]
    public void Spacing_and_affines_are_in_mm_whatever_the_unit_in_the_file(NiftiSpatialUnit unit, double ofMm)
    {
        // 0.75 x 0.5 x 12 mm, the first voxel at (-100, 7, 3.5) mm, with a fourth axis that is no length.
        var header = new NiftiHeader
        {
            Shape = [3, 5, 2, 4],
            PixelDimensions = [1, 0.75 * ofMm, 0.5 * ofMm, 12 * ofMm, 0.04, 1, 1, 1],
            SpatialUnit = unit,
            QFormCode = NiftiTransformCode.ScannerAnatomical,
            QOffset = [-100 * ofMm, 7 * ofMm, 3.5 * ofMm],
            SFormCode = NiftiTransformCode.ScannerAnatomical,
            SForm = [0.75 * ofMm, 0, 0, -100 * ofMm, 0, 0.5 * ofMm, 0, 7 * ofMm, 0, 0, 12 * ofMm, 3.5 * ofMm],
        };
        NiftiHeader without = header with { QFormCode = NiftiTransformCode.None, SFormCode = NiftiTransformCode.None };

        double[] expected = [0.75, 0, 0, -100, 0, 0.5, 0, 7, 0, 0, 12, 3.5, 0, 0, 0, 1];
        ShouldBe(header.Spacing, [0.75, 0.5, 12, 0.04]);
        ShouldBe(header.SFormAffine()!.Cast<double>(), expected);
        ShouldBe(header.QFormAffine()!.Cast<double>(), expected);
        ShouldBe(header.ScalingAffine().Cast<double>(), [0.75, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 12, 0, 0, 0, 0, 1]);
        // The center, (1, 2, 0.5) steps from the first voxel, is the origin; x runs left.
        ShouldBe(without.Affine.Cast<double>(), [-0.75, 0, 0, 0.75, 0, 0.5, 0, -1, 0, 0, 12, -6, 0, 0, 0, 1]);
        ShouldBe(header.WithAffine(header.Affine).Affine.Cast<double>(), expected);
        ShouldBe(header.WithAffine(header.Affine).Spacing, [0.75, 0.5, 12, 0.04]);

        static void ShouldBe(IEnumerable<double> found, double[] expected) =>
            found.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(NiftiSpatialUnit.Meter, 0.001)]
    [InlineData(NiftiSpatialUnit.Micrometer, 1000)]
    public void An_image_in_another_unit_is_written_and_reordered_to_the_same_place(NiftiSpatialUnit unit, double ofMm)
    {
        using var folder = new TemporaryFolder();
        NiftiHeader header = NiftiHeader.For([2, 3, 4], [0.75 * ofMm, 0.5 * ofMm, 12 * ofMm]) with { SpatialUnit = unit };
        NiftiImage.Create(header, new byte[24]).Write(folder["a.nii"]);
        NiftiImage image = NiftiImage.Read(folder["a.nii"]);
        image.Write(folder["b.nii"]);
        NiftiImage.Create([2, 3, 4], image.Spacing.AsSpan(), new byte[24], like: image.Header).Write(folder["c.nii"]);

        NiftiImage turned = image.Reorder("LSP");

        File.ReadAllBytes(folder["b.nii"]).Should().Equal(File.ReadAllBytes(folder["a.nii"]));
        NiftiHeader.Read(folder["c.nii"]).Should().Be(image.Header);
        turned.Spacing.Should().Equal([0.75, 12, 0.5], (a, b) => Math.Abs(a - b) < 1e-6); // stored in single precision
        turned.Reorder("RAS").HasSameGridAs(image, 1e-6).Should().BeTrue();
        // The last voxel of the new order is the first along x and y, and the last along z: (0, 0, 3 · 12) mm.
        (double x, double y, double z) = turned.VoxelToWorld(1, 3, 2);
        new[] { x, y, z }.Should().Equal([0, 0, 36], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    public static TheoryData<string, double[]> Orientations => new()
    {
        { "LSA", [-3.5979, -0.6628, -0.7343, -1.46, -0.5832, 0.4508, 5.5004, 34.77, -0.6362, 3.335, -0.8894, -67.21] },
        { "LAS", [-8.2813, 5.1, -0.4137, -76.51, 7.3065, 5.8038, -0.1449, -23.89, -0.3702, 0.4615, 6.395, -48.93] },
        { "SRA", [8.4379, 3.082, -0.1713, 5.97, 0.1688, 0.0856, 6.7171, -32.07, 3.2115, -0.485, 0.0971, 100.02] },
        { "PIR", [-1.807, -3.1919, 1.9924, -59.36, -7.5418, 1.893, -0.3334, -28.97, -1.1496, -7.4018, -0.9445, -9.81] },
        { "LAI", [-6.8738, 0.2838, -0.4866, -21.4, 0.3978, 2.0129, 1.0008, -15.18, 1.5149, 0.7593, -2.471, 17.63] },
        { "LAI", [-4.7977, -0.3429, 0.1987, -1.21, 1.7868, 3.5899, -0.016, 33.42, -1.0686, -0.1366, -0.9186, -16.99] },
        { "PRS", [-0.2456, 1.6624, 4.6332, -15.22, -0.7432, -0.1344, -5.5784, -45.0, -0.3313, -0.9309, 9.0796, 8.2] },
        { "RAS", [3.9472, 0.1215, -4.7432, 35.12, 1.46, 4.9288, 5.2486, 26.0, 1.832, -4.1897, 6.0369, -51.68] },
        { "LAI", [-5.2526, -1.8527, 0.103, 4.47, -0.518, 8.5799, -0.3016, -29.55, -0.6663, -4.8078, -0.5779, -5.93] },
        { "ALS", [0.1569, -4.2059, 3.8639, -42.27, 1.9802, -0.7614, -6.9606, 38.95, 1.6149, 1.3421, 8.1597, 6.55] },
        { "SAL", [1.9879, 6.1197, -6.9184, 54.93, 4.1113, 5.1766, 5.4943, -27.14, 4.6115, -7.2532, -1.9159, -2.56] },
        { "IRP", [-3.3488, 8.7069, 0.3628, -34.72, -0.6029, 0.6019, -3.3673, -16.33, -5.503, -7.6465, 0.1481, -28.01] },
        { "LPS", [-0.9372, 0.3419, 5.3299, -52.7, 0.1029, -2.7008, 4.3105, 16.87, 0.5267, 1.1363, 8.6413, 70.36] },
        { "ALS", [-1.3909, -6.6274, 3.5507, -37.62, 5.5766, -0.8609, 2.2356, 22.74, -1.1429, 3.8645, 6.5872, -26.96] },
    };

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Orientation_codes_are_nibabels(string codes, double[] affine) =>
        NiftiOrientation.CodesOf(Matrix(affine)).Should().Be(codes);

    [Fact]
    public void An_axis_without_direction_is_a_question_mark()
    {
        NiftiOrientation.CodesOf(Matrix([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, -2, 0])).Should().Be("R?I");
        FluentActions.Invoking(() => NiftiOrientation.CodesOf(new double[3, 3])).Should().Throw<ArgumentException>()
            .WithMessage("The affine is 3 x 3; it must be 4 x 4.*");
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void World_and_voxel_coordinates_are_each_others_inverse(string codes, double[] affine)
    {
        NiftiImage image = With(affine, new byte[24]);
        image.AxisCodes.Should().Be(codes);

        (double x, double y, double z) = image.VoxelToWorld(1.5, -2, 7);
        x.Should().BeApproximately(1.5 * affine[0] - 2 * affine[1] + 7 * affine[2] + affine[3], 1e-9);
        (double i, double j, double k) = image.WorldToVoxel(x, y, z);
        i.Should().BeApproximately(1.5, 1e-9);
        j.Should().BeApproximately(-2, 1e-9);
        k.Should().BeApproximately(7, 1e-9);
    }

    [Fact]
    public void A_singular_affine_has_no_way_back()
    {
        NiftiImage image = With([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], new byte[24], check: false);

        FluentActions.Invoking(() => image.WorldToVoxel(0, 0, 0)).Should().Throw<InvalidOperationException>().WithMessage("*singular*");
        FluentActions.Invoking(() => image.ToCanonical()).Should().Throw<InvalidOperationException>().WithMessage("*singular*");
    }

    [Fact]
    public void An_affine_without_shear_survives_as_qform_alone()
    {
        // A rotation by 30 degrees about z, mirrored, with spacing 2, 3, 5.
        double cosine = Math.Sqrt(3) / 2;
        double[] affine = [-2 * cosine, -3 * 0.5, 0, 10, 2 * 0.5, -3 * cosine, 0, 20, 0, 0, -5, 30];
        NiftiHeader header = new NiftiHeader { Shape = [2, 3, 4] }.WithAffine(Matrix(affine), sform: NiftiTransformCode.None);

        header.SFormAffine().Should().BeNull();
        header.PixelDimensions[..4].Should().Equal([-1, 2, 3, 5], (a, b) => Math.Abs(a - b) < 1e-12);
        for (int i = 0; i < 12; i++) header.Affine[i / 4, i % 4].Should().BeApproximately(affine[i], 1e-12);
    }

    [Fact]
    public void Of_a_sheared_affine_the_qform_is_the_nearest_rotation()
    {
        // nibabel.Nifti1Header.set_qform(A, 1, strip_shears=True)
        NiftiHeader header = new NiftiHeader { Shape = [3, 4, 5] }.WithAffine(Matrix([0, -2, 0.3, 10, 1.5, 0, 0, 20, 0, 0.2, -4, 30]));

        header.PixelDimensions[..4].Should().Equal([-1, 1.5, 2.0099752, 4.0112343], (a, b) => Math.Abs(a - b) < 1e-6);
        header.Quaternion.Should().Equal([0.00438559, 0.00438559, 0.70709322], (a, b) => Math.Abs(a - b) < 1e-6);
        header.SFormAffine()![0, 2].Should().Be(0.3);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    public void A_bad_affine_is_refused(int rows, int columns) =>
        FluentActions.Invoking(() => new NiftiHeader().WithAffine(new double[rows, columns])).Should().Throw<ArgumentException>();

    [Fact]
    public void Canonical_order_is_nibabels()
    {
        // nibabel.as_closest_canonical of arange(24).reshape(2, 3, 4, order="F") with this affine
        NiftiImage image = With([0, -2, 0.3, 10, 1.5, 0, 0, 20, 0, 0.2, -4, 30], [.. Enumerable.Range(0, 24).Select(i => (byte)i)]);

        NiftiImage canonical = image.ToCanonical();

        image.AxisCodes.Should().Be("ALI");
        canonical.Shape.Should().Equal(3, 2, 4);
        canonical.ReadStored<byte>().Should().Equal(22, 20, 18, 23, 21, 19, 16, 14, 12, 17, 15, 13, 10, 8, 6, 11, 9, 7, 4, 2, 0, 5, 3, 1);
        canonical.Affine.Cast<double>().Should()
            .Equal([2, 0, -0.3, 6.9, 0, 1.5, 0, 20, -0.2, 0, 4, 18.4, 0, 0, 0, 1], (a, b) => Math.Abs(a - b) < 1e-12);
        canonical.AxisCodes.Should().Be("RAS");
        canonical.ToCanonical().Should().BeSameAs(canonical);
    }

    [Fact]
    public void All_48_orders_keep_each_voxel_in_its_place_and_lead_back()
    {
        NiftiImage image = With(
            [0, -2, 0.3, 10, 1.5, 0, 0, 20, 0, 0.2, -4, 30], [.. Enumerable.Range(0, 48).Select(i => (byte)i)], 2, 3, 4, 2);
        string[] orders = [.. from a in "RLAPSI" from b in "RLAPSI" from c in "RLAPSI" let codes = $"{a}{b}{c}"
            where IsOrder(codes) select codes];
        orders.Should().HaveCount(48);
        foreach (string codes in orders)
        {
            NiftiReordering reordering = image.ReorderingTo(codes);
            NiftiImage other = image.Reorder(codes);

            other.AxisCodes.Should().Be(codes);
            other.Shape[3].Should().Be(2);
            byte[] voxels = other.ReadStored<byte>();
            int n = 0;
            for (int t = 0; t < 2; t++)
            {
                for (int k = 0; k < other.Shape[2]; k++)
                {
                    for (int j = 0; j < other.Shape[1]; j++)
                    {
                        for (int i = 0; i < other.Shape[0]; i++)
                        {
                            (double x, double y, double z) = other.VoxelToWorld(i, j, k);
                            (double u, double v, double w) = image.WorldToVoxel(x, y, z);
                            voxels[n++].Should().Be((byte)Math.Round(u + 2 * (v + 3 * (w + 4 * t))));
                        }
                    }
                }
            }
            reordering.Undo<byte>(voxels).Should().Equal(Enumerable.Range(0, 48).Select(i => (byte)i));
            reordering.Header.Affine.Cast<double>().Should().Equal(other.Affine.Cast<double>());
        }
    }

    [Fact]
    public void Oblique_axes_in_an_order_are_in_that_order()
    {
        // The first axis lies nearest to a world axis (0.85) and has y; then the third (0.72) has z; x is left for the second. Chosen in
        // their own order, the second would have z (0.64), and the third x; and after reordering yet others.
        NiftiImage image = With([-0.46, 0.57, -0.68, 5, -0.85, -0.51, 0.14, 6, -0.27, 0.64, 0.72, 7], new byte[24]);
        image.AxisCodes.Should().Be("PRS");

        foreach (string codes in new[] { "RAS", "ILP", "PSR", "SAL" })
        {
            NiftiImage other = image.Reorder(codes);
            other.AxisCodes.Should().Be(codes);
            other.Reorder(codes).Should().BeSameAs(other);
        }
    }

    [Fact]
    public void A_damaged_qform_gives_way_to_a_good_sform_when_axes_change()
    {
        NiftiHeader header = NiftiHeader.For([2, 1, 1], [1, 1, 1]) with
        {
            Quaternion = [double.NaN, 0, 0],
            SForm = [-1, 0, 0, 10, 0, 1, 0, 0, 0, 0, 1, 0],
        };

        NiftiImage canonical = NiftiImage.Create(header, new short[] { 1, 2 }).ToCanonical();

        canonical.ReadStored<short>().Should().Equal(2, 1);
        // The last voxel of old, at 10 - 1, is the first of new.
        canonical.Header.QFormAffine()!.Cast<double>().Should().Equal(1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    [Theory]
    [InlineData("RASS")]
    [InlineData("RA")]
    [InlineData("RLS")]
    [InlineData("ras")]
    [InlineData("XYZ")]
    public void A_name_of_no_orientation_is_refused(string codes) =>
        FluentActions.Invoking(() => With([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], new byte[24]).Reorder(codes)).Should()
            .Throw<ArgumentException>().WithMessage($"'{codes}' names no orientation*");

    [Fact]
    public void An_image_without_affines_keeps_its_new_order()
    {
        NiftiImage image = NiftiImage.Create(new NiftiHeader { Shape = [3, 1, 1] }, new short[] { 1, 2, 3 });
        image.AxisCodes.Should().Be("LAS");

        NiftiImage canonical = image.ToCanonical();

        canonical.ReadStored<short>().Should().Equal(3, 2, 1);
        canonical.Header.SFormCode.Should().Be(NiftiTransformCode.AlignedAnatomical);
        canonical.VoxelToWorld(2, 0, 0).Should().Be(image.VoxelToWorld(0, 0, 0));
    }

    [Fact]
    public void A_qform_alone_stays_alone_when_axes_change()
    {
        NiftiHeader header =
            new NiftiHeader { Shape = [2, 3, 4] }.WithAffine(
            Matrix([0, 0, -12, 5, -0.75, 0, 0, 6, 0, -0.5, 0, 7]), sform: NiftiTransformCode.None);
        NiftiImage image = NiftiImage.Create(header, Enumerable.Range(0, 24).ToArray());

        NiftiImage canonical = image.ToCanonical();

        (canonical.Header.QFormCode, canonical.Header.SFormCode).Should()
            .Be((NiftiTransformCode.ScannerAnatomical, NiftiTransformCode.None));
        canonical.Shape.Should().Equal(4, 2, 3);
        canonical.Spacing.Should().Equal([12, 0.75, 0.5], (a, b) => Math.Abs(a - b) < 1e-12);
        canonical.AxisCodes.Should().Be("RAS");
    }

    [Fact]
    public void What_names_axes_by_number_is_unknown_in_another_order()
    {
        NiftiHeader header =
            new NiftiHeader { Shape = [2, 2, 10], DimensionInfo = 1 | 2 << 2 | 3 << 4, SliceCode = 1, SliceStart = 0, SliceEnd = 7 }
            .WithAffine(Matrix([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]));
        NiftiHeader moved = NiftiImage.Create(header, new byte[40]).ReorderingTo("IRA").Header;

        (moved.DimensionInfo, moved.SliceCode, moved.SliceStart, moved.SliceEnd).Should().Be((0, 0, 0, 0));
    }

    private static bool IsOrder(string codes) => codes.Select(c => "RASLPI".IndexOf(c) % 3).Distinct().Count() == 3;

    private static double[,] Matrix(double[] rows)
    {
        var matrix = new double[4, 4];
        for (int i = 0; i < 12; i++) matrix[i / 4, i % 4] = rows[i];
        matrix[3, 3] = 1;
        return matrix;
    }

    private static NiftiImage With(double[] affine, byte[] voxels, params int[] shape)
    {
        int[] lengths = shape.Length == 0 ? [2, 3, 4] : shape;
        return NiftiImage.Create(new NiftiHeader { Shape = [.. lengths] }.WithAffine(Matrix(affine)), voxels);
    }

    private static NiftiImage With(double[] affine, byte[] voxels, bool check)
    {
        check.Should().BeFalse();
        return NiftiImage.Create(new NiftiHeader { Shape = [2, 3, 4], SFormCode = NiftiTransformCode.Mni152, SForm = [.. affine] }, voxels);
    }
}
