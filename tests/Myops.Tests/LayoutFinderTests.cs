namespace Awsnet.Components.Myops.Tests;

public sealed class LayoutFinderTests
{
    [Theory]
    [InlineData("a_C0.NII.GZ", nameof(DataSetLayout.Myops))]
    [InlineData("a/a_LGE.NII", nameof(DataSetLayout.Myops))]
    [InlineData("Benign/benign (1).PNG", nameof(DataSetLayout.Busi))]
    public void Layouts_are_told_in_the_letter_case_that_their_readers_take(string file, string layout)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[file], "an image, by its name");
        LayoutFinder.Find(folder.Path).ToString().Should().Be(layout);
    }

    /// <summary>macOS puts <c>._a_C0.nii.gz</c> beside each file that it copies to a foreign disk.</summary>
    [Theory]
    [InlineData("._a_C0.nii.gz")]
    [InlineData("a/._a_C0.nii.gz")]
    [InlineData("benign/._benign (1).png")]
    public void Files_that_macOS_puts_beside_others_tell_no_layout(string litter)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[litter], "no image");
        FluentActions.Invoking(() => LayoutFinder.Find(folder.Path)).Should().Throw<InputException>().WithMessage("*holds no data set*");

        File.WriteAllText(folder["picture.png"], "an image, by its name");
        LayoutFinder.Find(folder.Path).Should().Be(DataSetLayout.Images);
    }

    [Theory]
    [InlineData("P_C0.NII.GZ", nameof(DataSetLayout.Myops))]
    [InlineData("p_c0.nii.gz", nameof(DataSetLayout.Images))]
    public void The_case_of_an_ending_does_not_matter_and_that_of_a_sequence_does(string name, string layout)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "an image, by its name");
        $"{LayoutFinder.Find(folder.Path)}".Should().Be(layout);
    }

    [Fact]
    public void A_file_in_place_of_a_folder_is_called_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.nii.gz"], "");
        Cli.Run("check", folder["a.nii.gz"]).ShouldBeBadInput("a.nii.gz: this is a file. Name the folder");
        Cli.Run("check", folder["none"]).ShouldBeBadInput("none: there is no such folder");
    }
}
