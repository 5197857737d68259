namespace Awsnet.Components.Tests;

/// <summary>
/// A tensor in few numbers: its largest magnitude, its product with formula-made numbers, then samples at formula-made places.
/// </summary>
internal static class Summary
{
    /// <summary>
    /// The samples and the largest magnitude to the tolerance times the tensor's scale; the product over n elements to sqrt(n) times it.
    /// </summary>
    public static void Compare(string name, Tensor actual, double[] expected, double tolerance, double floor)
    {
        double[] values = [.. actual.detach().to(ScalarType.Float64).flatten().data<double>()];
        double allowed = tolerance * Math.Max(expected[0], floor);
        values.Max(Math.Abs).Should().BeApproximately(expected[0], allowed, $"{name}'s largest magnitude");
        uint seed = Formula.Seed(name);
        double product = values.Select((value, i) => value * Formula.Number(seed ^ 0x33333333, i)).Sum();
        product.Should().BeApproximately(expected[1], allowed * Math.Sqrt(values.Length), $"{name}'s product");
        for (int i = 2; i < expected.Length; i++)
            values[Formula.Bits(seed ^ 0x5A5A5A5A, i - 2) % values.Length].Should()
                .BeApproximately(expected[i], allowed, $"sample {i - 2} of {name}");
    }
}
