using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>The README's examples, compiled and run; the last test makes sure that they are the README's.</summary>
public class ReadmeTests
{
    [Fact]
    public void From_a_data_set_to_arrays_and_pictures()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Path;
        // <example>
        PhantomFiles.WriteMyoPs(folder, cases: 3, seed: 1); // or a folder of yours
        MyoPsFolder data = MyoPsFolder.Open(folder, requireLabels: true);
        MyoPsVolume volume = data.Cases[0].Load();

        byte[] ventricle = new byte[volume.Height * volume.Width];
        MyoPsLabels.ToClasses(volume.Slice(volume.Labels!, 0), MyoPsTarget.LeftVentricle, ventricle);

        var parts = DataSplit.ByCounts(data.Cases, one => one.Id, seed: 1, 2, 1);
        DataSetReport report = MyoPsFolder.Check(folder);
        Console.WriteLine(report);
        // </example>
        ventricle.Distinct().Should().BeSubsetOf([0, 1]);
        parts.Select(part => part.Count).Should().Equal(2, 1);
        report.HasErrors.Should().BeFalse();

        // <example>
        byte[] classes = ventricle; // one class number a pixel, row by row
        RasterImage.FromGray8(volume.Width, volume.Height, classes).Write(Path.Combine(folder, "classes.png"));
        RasterImage image = RasterImage.Read(Path.Combine(folder, "classes.png"));
        byte[] labels = image.ToLabels();
        float[] gray = image.ToGrayFloat32(); // 0 to 1
        // </example>
        labels.Should().Equal(ventricle);
        gray.Max().Should().Be(257 / 65535f);
    }

    [Fact]
    public void The_examples_are_those_of_the_README() => ReadmeExamples.ShouldMatch("Awsnet.Components.Datasets");
}
