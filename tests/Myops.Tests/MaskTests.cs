namespace Awsnet.Components.Myops.Tests;

public sealed class MaskTests
{
    [Fact]
    public void The_largest_part_is_kept()
    {
        byte[] mask =
        [
            1, 1, 0, 0, 1,
            1, 0, 0, 1, 1,
            0, 0, 0, 1, 1,
        ];
        MaskComponents.KeepLargest(mask, 3, 5).Should().Be(2);
        mask.Should().Equal(
            0, 0, 0, 0, 1,
            0, 0, 0, 1, 1,
            0, 0, 0, 1, 1);
    }

    [Fact]
    public void Weights_may_make_the_smaller_part_the_greater_one()
    {
        byte[] mask = [1, 0, 1, 1];
        MaskComponents.KeepLargest(mask, 1, 4, [5, 0, 1, 1]);
        mask.Should().Equal(1, 0, 0, 0);
    }

    [Fact]
    public void Diagonal_neighbors_are_apart()
    {
        byte[] mask = [1, 0, 0, 1];
        MaskComponents.KeepLargest(mask, 2, 2).Should().Be(2);
        mask.Should().Equal(1, 0, 0, 0);
    }

    [Fact]
    public void An_empty_mask_stays_empty()
    {
        var mask = new byte[6];
        MaskComponents.KeepLargest(mask, 2, 3).Should().Be(0);
        MaskComponents.FillHoles(mask, 2, 3);
        mask.Should().OnlyContain(pixel => pixel == 0);
    }

    [Fact]
    public void Holes_are_filled_and_bays_are_not()
    {
        byte[] mask =
        [
            1, 1, 1, 1, 0,
            1, 0, 1, 0, 0,
            1, 1, 1, 1, 0,
        ];
        MaskComponents.FillHoles(mask, 3, 5);
        mask.Should().Equal(
            1, 1, 1, 1, 0,
            1, 1, 1, 0, 0,
            1, 1, 1, 1, 0);
    }

    [Fact]
    public void Growth_is_a_disc()
    {
        var mask = new byte[49];
        mask[24] = 1;
        MaskGrowth.Dilate(mask, 7, 7, 2).Should().Equal(
            0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 1, 0, 0, 0,
            0, 0, 1, 1, 1, 0, 0,
            0, 1, 1, 1, 1, 1, 0,
            0, 0, 1, 1, 1, 0, 0,
            0, 0, 0, 1, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0);
        MaskGrowth.Dilate(mask, 7, 7, 0).Should().Equal(mask);
    }

    [Fact]
    public void The_ventricle_is_the_one_place_that_the_slices_agree_on()
    {
        // Two slices of 1 x 6: both see a ventricle at 1-2; the first also sees something at 4-5, more sure of it.
        float[] probabilities =
        [
            0, 0.7f, 0.7f, 0, 0.9f, 0,
            0, 0.8f, 0.8f, 0, 0, 0,
        ];
        var ventricle = Ventricle.FromProbabilities(probabilities, 1, 6);
        ventricle.Mask.Should().Equal(
            0, 1, 1, 0, 0, 0,
            0, 1, 1, 0, 0, 0);
        ventricle.Rectangle().Should().Be(new PixelBox(0, 1, 1, 2));
        ventricle.IsIn(1).Should().BeTrue();
        Ventricle.FromProbabilities(new float[12], 1, 6).Rectangle().Should().BeNull();
    }

    [Fact]
    public void Small_parts_become_another_class_and_corners_join_across_slices()
    {
        // Two slices of 2 x 6: a part of 4 voxels over both slices that meet at a corner, one of 2, one of 1.
        byte[] marks =
        [
            2, 2, 0, 0, 2, 1,
            2, 1, 0, 0, 2, 1,

            0, 0, 0, 0, 0, 1,
            0, 2, 0, 1, 1, 2,
        ];
        // The two at the right and the single one below them meet at a corner: three together.
        DropSmall(0.75).Should().Equal(marks);
        DropSmall(0.76).Should().Equal(
            2, 2, 0, 0, 1, 1,
            2, 1, 0, 0, 1, 1,

            0, 0, 0, 0, 0, 1,
            0, 2, 0, 1, 1, 1);
        DropSmall(0).Should().Equal(marks);
        DropSmall(1).Count(mark => mark == 2).Should().Be(4, "the largest part stays");

        byte[] DropSmall(double least)
        {
            byte[] changed = [.. marks];
            MaskParts.DropSmall(changed, mark => mark == 2, (byte)1, 2, 2, 6, least);
            return changed;
        }
    }

    [Fact]
    public void Of_two_largest_parts_both_stay_and_nothing_is_no_part()
    {
        short[] labels = [7, 0, 7, 0, 0, 0, 7, 7];
        MaskParts.DropSmall(labels, label => label != 0, (short)0, 1, 1, 8, 1);
        labels.Should().Equal(0, 0, 0, 0, 0, 0, 7, 7);
        short[] twins = [7, 0, 7];
        MaskParts.DropSmall(twins, label => label != 0, (short)0, 1, 1, 3, 1);
        twins.Should().Equal(7, 0, 7);
        short[] empty = new short[8];
        MaskParts.DropSmall(empty, label => label != 0, (short)0, 1, 1, 8, 1);
        empty.Should().OnlyContain(label => label == 0);
    }
}
