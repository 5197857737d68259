namespace Awsnet.Components.Myops.Tests;

public sealed class LayoutFinderTests
{
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
}
