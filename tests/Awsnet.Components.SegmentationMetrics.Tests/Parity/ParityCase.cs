using System.Text.Json;

namespace Awsnet.Components.Tests.Parity;

/// <summary>A pair of masks that peers.py makes too: from handmade.json, or from a seed by whole numbers alone.</summary>
internal sealed record ParityCase(string Name, MaskGrid Grid, bool[] Prediction, bool[] Truth)
{
    private static readonly double[] Spacings = [0.75, 1, 12, 0.5, 1.37, 2.5, 0.9, 5];

    // Before All, which reads it: static members are set in the order written.
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Parity");

    public static IReadOnlyDictionary<string, ParityCase> All { get; } =
        HandMade().Concat(Enumerable.Range(1, 520).Select(seed => FromSeed((ulong)seed))).ToDictionary(one => one.Name);

    private static IEnumerable<ParityCase> HandMade()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "handmade.json")));
        foreach (var one in json.RootElement.EnumerateArray())
        {
            var shape = one.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).ToArray();
            var spacing = one.GetProperty("spacing").EnumerateArray().Select(s => s.GetDouble()).ToArray();
            bool[] Mask(string side)
            {
                var mask = new bool[shape.Aggregate(1, (a, b) => a * b)];
                foreach (var box in one.GetProperty(side).EnumerateArray())
                {
                    var ends = box.EnumerateArray().Select(n => n.GetInt32()).ToArray();
                    FillBox(mask, shape, [.. ends.Where((_, i) => i % 2 == 0)], [.. ends.Where((_, i) => i % 2 == 1)]);
                }

                return mask;
            }

            yield return new ParityCase(
                one.GetProperty("name").GetString()!, MaskGrid.Create(shape, spacing), Mask("prediction"), Mask("truth"));
        }
    }

    private static ParityCase FromSeed(ulong seed)
    {
        var draw = new Draw(seed);
        var rank = 2 + draw.Next(2);
        int[] shape = [1 + draw.Next(32), 1 + draw.Next(40)];
        if (draw.Next(10) == 0) shape = [64 + draw.Next(33), 64 + draw.Next(33)];
        if (rank == 3) shape = [1 + draw.Next(8), .. shape];
        var spacing = new double[rank];
        for (var axis = 0; axis < rank; axis++) spacing[axis] = Spacings[draw.Next(8)];
        if (rank == 3 && draw.Next(3) == 0) spacing = [12, 0.75, 0.75];
        var prediction = RandomMask(draw, shape);
        var truth = draw.Next(2) == 0 ? NeighborOf(draw, prediction, shape) : RandomMask(draw, shape);
        return new ParityCase(FormattableString.Invariant($"{seed}"), MaskGrid.Create(shape, spacing), prediction, truth);
    }

    private static bool[] RandomMask(Draw draw, int[] shape)
    {
        var mask = new bool[shape.Aggregate(1, (a, b) => a * b)];
        if (draw.Next(24) == 0) return mask;
        var kind = draw.Next(3);
        if (kind == 0)
        {
            var density = 1 + draw.Next(15);
            for (var i = 0; i < mask.Length; i++) mask[i] = draw.Next(16) < density;
        }
        else if (kind == 1)
        {
            for (var boxes = 1 + draw.Next(3); boxes > 0; boxes--)
            {
                var corner = shape.Select(draw.Next).ToArray();
                var end = shape.Select((n, axis) => corner[axis] + 1 + draw.Next(n - corner[axis])).ToArray();
                FillBox(mask, shape, corner, end);
            }
        }
        else
        {
            for (var balls = 1 + draw.Next(4); balls > 0; balls--)
            {
                var center = shape.Select(draw.Next).ToArray();
                var squares = shape.Select(n => 1 + draw.Next(Math.Max(1, n / 3))).Select(r => (long)r * r).ToArray();
                var whole = squares.Aggregate(1L, (a, b) => a * b);
                Fill(mask, shape, i =>
                {
                    long sum = 0;
                    for (var axis = 0; axis < i.Length; axis++) sum += (long)(i[axis] - center[axis]) * (i[axis] - center[axis]) * (
                        whole / squares[axis]);
                    return sum <= whole;
                });
            }
        }

        return mask;
    }

    private static bool[] NeighborOf(Draw draw, bool[] mask, int[] shape)
    {
        var step = shape.Select(_ => draw.Next(5) - 2).ToArray();
        var moved = new bool[mask.Length];
        Fill(moved, shape, i =>
        {
            var from = 0;
            for (var axis = 0; axis < shape.Length; axis++)
            {
                var at = i[axis] - step[axis];
                if (at < 0 || at >= shape[axis]) return false;
                from = (from * shape[axis]) + at;
            }

            return mask[from];
        });
        for (var turns = draw.Next(6); turns > 0; turns--) moved[draw.Next(moved.Length)] ^= true;
        return moved;
    }

    private static void FillBox(bool[] mask, int[] shape, int[] corner, int[] end) => Fill(mask, shape, i =>
    {
        for (var axis = 0; axis < i.Length; axis++)
        {
            if (i[axis] < corner[axis] || i[axis] >= end[axis]) return false;
        }

        return true;
    });

    private static void Fill(bool[] mask, int[] shape, Func<int[], bool> inside)
    {
        var index = new int[shape.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            for (int axis = shape.Length - 1, rest = i; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            if (inside(index)) mask[i] = true;
        }
    }

    /// <summary>SplitMix64 with a multiply-shift bound, as in peers.py.</summary>
    private sealed class Draw(ulong state)
    {
        public int Next(int bound)
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)Math.BigMul(z ^ (z >> 31), (ulong)bound, out _);
        }
    }
}
