namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator padOp = new("pad", "", "self pad mode value");
            private static readonly Operator gridSamplerOp = new("grid_sampler", "", "input grid interpolation_mode padding_mode align_corners");
            private static readonly Operator affineGridOp = new("affine_grid_generator", "", "theta size align_corners");
            private static readonly Operator pixelShuffleOp = new("pixel_shuffle", "", "self upscale_factor");
            private static readonly Operator pixelUnshuffleOp = new("pixel_unshuffle", "", "self downscale_factor");
            private static readonly Operator oneHotOp = new("one_hot", "", "self num_classes");
            private static readonly Operator cosineSimilarityOp = new("cosine_similarity", "", "x1 x2 dim eps");

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                padOp.Call(input, pad, PadMode(mode), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : Arg.None);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad], mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Each(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                // libtorch's numbers are others: bilinear 0, nearest 1; zeros 0, border 1, reflection 2.
                long border = padding_mode switch { GridSamplePaddingMode.Border => 1, GridSamplePaddingMode.Reflection => 2, _ => 0 };
                return gridSamplerOp.Call(input, grid, mode == GridSampleMode.Nearest ? 1L : 0L, border, align_corners ?? false);
            }

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                affineGridOp.Call(theta, size ?? throw new ArgumentNullException(nameof(size), "A grid needs the size of its output."), align_corners);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => pixelShuffleOp.Call(input, upscale_factor);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => pixelUnshuffleOp.Call(input, downscale_factor);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => oneHotOp.Call(x, num_classes);

            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-08) => cosineSimilarityOp.Call(x1, x2, dim, eps);

            private static string PadMode(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such padding mode.")
            };
        }
    }
}
