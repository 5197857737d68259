namespace Awsnet.Components.Myops.Tests;

/// <summary>Two slices of one row of four pixels, a milliliter each.</summary>
public class MarkingTests
{
    private static readonly PipelineOptions options = PipelineOptions.Preset("tiny") with { Threshold = 0.4, NeighborWeight = 0.2 };

    // By majority the third pixel is no scar in either slice; by the mean it is in the second one, and with that one's help in the first.
    private static readonly PathologyMap scar = Map([0.9f, 0.6f, 0.39f, 0.1f, 0.9f, 0.2f, 0.47f, 0], [0, 1, 4]);
    private static readonly PathologyMap pathology = Map([0.9f, 0.9f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.9f], [0, 1, 3, 7]);

    [Fact]
    public void By_majority_what_won_is_marked_and_scar_is_pathology_too() =>
        Labels(options, Vote.Majority).Should().Equal(2221, 2221, 0, 1220, 2221, 0, 0, 1220);

    [Fact]
    public void By_the_mean_what_is_probable_enough_is_marked_and_slices_tell_of_each_other()
    {
        Labels(options with { NeighborWeight = 0 }, Vote.Mean).Should().Equal(2221, 2221, 0, 1220, 2221, 0, 2221, 1220);
        Labels(options, Vote.Mean).Should().Equal(2221, 2221, 2221, 1220, 2221, 0, 2221, 1220);
    }

    [Theory]
    [InlineData(0.7, 8, true)]
    [InlineData(0.9, 8, false)]
    [InlineData(0.9, 3, true)]
    public void What_won_says_whether_a_find_is_believed(double certainty, double sureMl, bool isBelieved)
    {
        // The mean of what won is 0.8 for scar, in 3 ml; all that is marked has less.
        var sure = options with { ScarCertainty = certainty, SureVolume = sureMl };
        Labels(sure, Vote.Mean).Contains(MyoPsLabels.Scar).Should().Be(isBelieved);
        Labels(sure, Vote.Mean).Should().Contain(MyoPsLabels.Edema);
    }

    [Fact]
    public void Where_no_scar_is_believed_pathology_must_be_by_itself()
    {
        var none = Map(new float[8], []);
        var doubtful = options with { PathologyCertainty = 0.95, SureVolume = 8 };
        Marks(doubtful, none).Should().OnlyContain(label => label == 0);
        Marks(doubtful, scar).Should().Contain(MyoPsLabels.Edema, "a scar believed speaks for it");

        short[] Marks(PipelineOptions of, PathologyMap ofScar) =>
            new Marking(of, Vote.Mean, 1, 4, 1, [true, true]).Labels(ofScar, pathology);
    }

    [Fact]
    public void Scar_in_one_slice_alone_counts_beside_scar_in_both_only_where_it_is_asked_for()
    {
        // Both slices show scar in the first pixel, the first one also in the last.
        var twice = Map([0.9f, 0, 0, 0.9f, 0.9f, 0, 0, 0], [0, 3, 4]);
        Marks(true).Should().Equal(2221, 0, 0, 2221, 2221, 0, 0, 0);
        // What the pathology network marks there, too, is edema then.
        Marks(false).Should().Equal(2221, 0, 0, 1220, 2221, 0, 0, 0);

        short[] Marks(bool single) => new Marking(options with { SingleSliceScar = single }, Vote.Majority, 1, 4, 1, [true, true])
            .Labels(twice, Map(new float[8], [0, 3, 4]));
    }

    private static short[] Labels(PipelineOptions of, Vote vote) => new Marking(of, vote, 1, 4, 1, [true, true]).Labels(scar, pathology);

    private static PathologyMap Map(float[] probability, int[] won) =>
        new("any", probability, new float[8], [.. Enumerable.Range(0, 8).Select(i => won.Contains(i))]);
}
