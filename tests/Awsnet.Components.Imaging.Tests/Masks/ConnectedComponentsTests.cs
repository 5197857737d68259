namespace Awsnet.Components.Tests;

public sealed class ConnectedComponentsTests
{
    [Fact]
    public void The_largest_component_is_kept()
    {
        byte[] mask =
        [
            1, 1, 0, 0, 1,
            1, 0, 0, 1, 1,
            0, 0, 0, 1, 1,
        ];
        ConnectedComponents.KeepLargest(mask, 3, 5).Should().Be(2);
        mask.Should().Equal(
            0, 0, 0, 0, 1,
            0, 0, 0, 1, 1,
            0, 0, 0, 1, 1);
    }

    [Fact]
    public void Weights_may_make_the_smaller_component_the_greater_one()
    {
        byte[] mask = [1, 0, 1, 1];
        ConnectedComponents.KeepLargest(mask, 1, 4, [5, 0, 1, 1]);
        mask.Should().Equal(1, 0, 0, 0);
    }

    [Fact]
    public void Diagonal_neighbors_are_apart()
    {
        byte[] mask = [1, 0, 0, 1];
        ConnectedComponents.KeepLargest(mask, 2, 2).Should().Be(2);
        mask.Should().Equal(1, 0, 0, 0);
    }

    [Fact]
    public void An_empty_mask_stays_empty()
    {
        var mask = new byte[6];
        ConnectedComponents.KeepLargest(mask, 2, 3).Should().Be(0);
        ConnectedComponents.FillHoles(mask, 2, 3);
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
        ConnectedComponents.FillHoles(mask, 3, 5);
        mask.Should().Equal(
            1, 1, 1, 1, 0,
            1, 1, 1, 0, 0,
            1, 1, 1, 1, 0);
    }

    [Fact]
    public void The_object_is_the_one_place_that_the_slices_agree_on()
    {
        // Two slices of 1 x 6: both see an object at 1-2; the first also sees something at 4-5, more sure of it.
        float[] probabilities =
        [
            0, 0.7f, 0.7f, 0, 0.9f, 0,
            0, 0.8f, 0.8f, 0, 0, 0,
        ];
        var mask = new byte[12];
        // 3.0 of the 3.9 are in the one place; one of the five pixels is left out.
        ConnectedComponents.KeepOneObject(probabilities, 1, 6, mask).Should().BeApproximately(0.2, 1e-12);
        mask.Should().Equal(
            0, 1, 1, 0, 0, 0,
            0, 1, 1, 0, 0, 0);
        ConnectedComponents.KeepOneObject(new float[12], 1, 6, mask).Should().Be(0);
        mask.Should().OnlyContain(pixel => pixel == 0);
    }

    [Fact]
    public void A_probability_that_is_not_a_number_belongs_to_no_object()
    {
        // It lies in the object, whose sum it must not spoil: else the speck at the end would be kept.
        var mask = new byte[6];
        ConnectedComponents.KeepOneObject([0.9f, 0.9f, float.NaN, 0, 0, 0.6f], 1, 6, mask).Should().BeApproximately(1.0 / 3, 1e-12);
        mask.Should().Equal(1, 1, 0, 0, 0, 0);
    }

    [Fact]
    public void Weights_that_are_not_numbers_are_refused_and_the_mask_stays()
    {
        byte[] mask = [1, 1, 0, 1];
        Refused(() => ConnectedComponents.KeepLargest(mask, 1, 4, [1, float.NaN, 0, 1]),
            "The weights of the component at pixel 0 do not add up to a number; give each pixel of the mask a finite weight.*");
        mask.Should().Equal(1, 1, 0, 1);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(5)] // percent
    [InlineData(double.NaN)]
    public void A_share_outside_0_to_1_is_refused_before_anything_is_removed(double share)
    {
        byte[] labels = [1, 1, 0, 1];
        Refused(() => ConnectedComponents.RemoveSmall(labels, 1, 4, label => label == 1, (byte)9, share),
            "leastShare is *; expected 0 to 1.*");
        labels.Should().Equal(1, 1, 0, 1);
    }

    [Fact]
    public void Small_components_become_another_class_and_corners_join_across_slices()
    {
        // Two slices of 2 x 6: a component of 4 voxels over both slices that meet at a corner, one of 2, one of 1.
        byte[] marks =
        [
            2, 2, 0, 0, 2, 1,
            2, 1, 0, 0, 2, 1,

            0, 0, 0, 0, 0, 1,
            0, 2, 0, 1, 1, 2,
        ];
        // The two at the right and the single one below them meet at a corner: three together.
        RemoveSmall(0.75).Should().Equal(marks);
        RemoveSmall(0.76).Should().Equal(
            2, 2, 0, 0, 1, 1,
            2, 1, 0, 0, 1, 1,

            0, 0, 0, 0, 0, 1,
            0, 2, 0, 1, 1, 1);
        RemoveSmall(0).Should().Equal(marks);
        RemoveSmall(1).Count(mark => mark == 2).Should().Be(4, "the largest component stays");

        byte[] RemoveSmall(double least)
        {
            byte[] changed = [.. marks];
            ConnectedComponents.RemoveSmall(changed, 2, 6, mark => mark == 2, (byte)1, least);
            return changed;
        }
    }

    [Fact]
    public void Of_two_largest_components_both_stay_and_nothing_is_no_component()
    {
        short[] labels = [7, 0, 7, 0, 0, 0, 7, 7];
        ConnectedComponents.RemoveSmall(labels, 1, 8, label => label != 0, (short)0, 1);
        labels.Should().Equal(0, 0, 0, 0, 0, 0, 7, 7);
        short[] twins = [7, 0, 7];
        ConnectedComponents.RemoveSmall(twins, 1, 3, label => label != 0, (short)0, 1);
        twins.Should().Equal(7, 0, 7);
        short[] empty = new short[8];
        ConnectedComponents.RemoveSmall(empty, 1, 8, label => label != 0, (short)0, 1);
        empty.Should().OnlyContain(label => label == 0);
    }

    [Fact]
    public void What_the_next_slice_does_not_show_is_left_out_beside_what_several_show()
    {
        // Two slices of 1 x 8: an object at 0-1 in both; in the first slice also one at 3-6, larger there but not in the second.
        short[] labels =
        [
            7, 7, 0, 7, 7, 7, 0, 5,
            7, 7, 0, 0, 0, 0, 0, 7,
        ];
        ConnectedComponents.RemoveSingleSlice(labels, 1, 8, label => label == 7, (short)1);
        labels.Should().Equal(
            7, 7, 0, 1, 1, 1, 0, 5,
            7, 7, 0, 0, 0, 0, 0, 1);

        // Where the largest lies in one slice alone, nothing says that the others are wrong.
        short[] flat = [7, 7, 7, 0, 7, 7, 0, 0];
        ConnectedComponents.RemoveSingleSlice(flat, 1, 4, label => label == 7, (short)1);
        flat.Should().Equal(7, 7, 7, 0, 7, 7, 0, 0);
        short[] empty = new short[8];
        ConnectedComponents.RemoveSingleSlice(empty, 1, 4, label => label == 7, (short)1);
        empty.Should().OnlyContain(label => label == 0);
    }
}
