namespace Awsnet.Components.Tests;

public class ConfusionMatrixTests
{
    private static readonly LabelScheme Scheme = new([0, 5, 9], new LabelGroup("five", 5), new LabelGroup("any", 5, 9));

    [Fact]
    public void Batches_add_up_to_the_counts_of_the_whole()
    {
        var random = new Random(3);
        int[] labels = [0, 5, 9];
        var prediction = Enumerable.Range(0, 600).Select(i => labels[i / 50 % 3]).ToArray();
        var truth = Enumerable.Range(0, 600).Select(_ => labels[random.Next(3)]).ToArray();
        var matrix = new ConfusionMatrix(Scheme);
        for (var batch = 0; batch < 600; batch += 150) matrix.Update<int>(prediction.AsSpan(batch, 150), truth.AsSpan(batch, 150));

        matrix.Total.Should().Be(600);
        foreach (var t in labels)
        {
            foreach (var p in labels) matrix[t, p].Should().Be(prediction.Zip(truth).Count(pair => pair == (p, t)));
        }

        foreach (var scores in SegmentationMetrics.EvaluateLabels<int>(prediction, truth, MaskGrid.Plane(20, 30), Scheme))
            matrix.Counts(Scheme.Groups.Single(group => group.Name == scores.Structure)).Should().Be(scores.Counts);
        matrix.Accuracy.Should().Be(prediction.Zip(truth).Count(pair => pair.First == pair.Second) / 600.0);
    }

    [Fact]
    public void Matrices_add_up()
    {
        var one = new ConfusionMatrix(Scheme);
        one.Update<byte>([0, 5], [0, 9]);
        var two = new ConfusionMatrix(Scheme);
        two.Update<byte>([5], [9]);

        one.Merge(two);

        one[9, 5].Should().Be(2);
        one.Total.Should().Be(3);
    }

    [Fact]
    public void Bad_input_is_named_and_counts_nothing()
    {
        var matrix = new ConfusionMatrix(Scheme);

        matrix.Invoking(m => m.Update<byte>([0], [0, 5])).Should().Throw<ArgumentException>()
            .WithMessage("The prediction has 1 elements but the truth has 2; both must lie on the same grid.");
        matrix.Invoking(m => m.Update<byte>([0, 5], [0, 7])).Should().Throw<ArgumentException>()
            .WithMessage("The truth holds 7 at element 1; the known labels are [0, 5, 9].*");
        matrix.Invoking(m => m[0, 7]).Should().Throw<ArgumentException>()
            .WithMessage("Label 7 is unknown; the known labels are [0, 5, 9].");
        matrix.Invoking(m => m.Merge(new ConfusionMatrix(LabelScheme.Classes(2)))).Should().Throw<ArgumentException>()
            .WithMessage("The other matrix has labels [0, 1], this one [0, 5, 9]; they must be the same.*");
        matrix.Total.Should().Be(0);
        matrix.Accuracy.Should().Be(double.NaN);
    }

    // 65,536 squared is 2^32, of which an int keeps 0.
    [Theory]
    [InlineData(46_341)]
    [InlineData(65_536)]
    public void More_labels_than_an_array_has_counts_for_are_refused(int labels) => Refused(
        () => new ConfusionMatrix(LabelScheme.Classes(labels)), $"{labels} x {labels} labels are more counts than an array can hold*");
}
