using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>
/// Readings of four numbers in [−1, 1] and what is known of each: a value, small and exact, and the side of zero it lies on, which is
/// noted wrongly three times in ten. The side's loss is a hundred times the value's and mostly made of mistakes.
/// </summary>
/// <param name="Input">[N, 4].</param>
/// <param name="Value">[N].</param>
/// <param name="Side">[N], 0 or 1.</param>
internal sealed record Readings(Tensor Input, Tensor Value, Tensor Side) : IDisposable
{
    internal const int Inputs = 4;
    private const double WrongSides = 0.3;

    internal static Readings Draw(long seed, int count, double wrongSides = WrongSides)
    {
        var noise = new Noise(seed);
        var inputs = new float[count, Inputs];
        var values = new float[count];
        var sides = new long[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < Inputs; j++)
                inputs[i, j] = (float)(2 * noise.Uniform() - 1);
            values[i] = 0.1f * MathF.Sin(2 * inputs[i, 0] + 2 * inputs[i, 1] * inputs[i, 2] - inputs[i, 3]);
            bool isWrong = noise.Uniform() < wrongSides;
            sides[i] = values[i] > 0 != isWrong ? 1 : 0;
        }
        return new Readings(tensor(inputs), tensor(values), tensor(sides));
    }

    internal Readings Pick(long[] rows)
    {
        using var scope = NewDisposeScope();
        Tensor index = tensor(rows);
        return new Readings(
            Input.index_select(0, index).MoveToOuterDisposeScope(),
            Value.index_select(0, index).MoveToOuterDisposeScope(),
            Side.index_select(0, index).MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        Input.Dispose();
        Value.Dispose();
        Side.Dispose();
    }
}
