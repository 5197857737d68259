using System.Text.Json;

namespace Awsnet.Components.Tests;

/// <summary>One line of sliding_window.json: what MONAI's sliding_window_inference made of an image.</summary>
public sealed record SlidingWindowCase(
    long[] Image, long[] Window, double[] Overlap, string Blending, string Padding, double Value, int Batch, long[] Shape, byte[] Result)
{
    public static IReadOnlyList<SlidingWindowCase> All { get; } = JsonSerializer.Deserialize<SlidingWindowCase[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sliding_window.json")), JsonSerializerOptions.Web)!;

    public SlidingWindowOptions ToOptions() => new()
    {
        WindowSize = Window,
        Overlap = Overlap,
        Blending = Enum.Parse<WindowBlending>(Blending, ignoreCase: true),
        Padding = Enum.Parse<PaddingModes>(Padding, ignoreCase: true),
        PaddingValue = Value,
        BatchSize = Batch,
    };

    public Tensor ToTensor() => tensor(
        Enumerable.Range(0, Result.Length / 4).Select(i => BitConverter.ToSingle(Result, 4 * i)).ToArray(), Shape);

    public override string ToString() => $"[{string.Join(", ", Image)}] by [{string.Join(", ", Window)}], {Blending}, {Padding}";
}
