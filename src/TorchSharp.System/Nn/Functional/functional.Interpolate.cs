namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator nearest1dOp = new("upsample_nearest1d", "", "self output_size scales");
            private static readonly Operator nearest2dOp = new("upsample_nearest2d", "", "self output_size scales_h scales_w");
            private static readonly Operator nearest3dOp = new("upsample_nearest3d", "", "self output_size scales_d scales_h scales_w");
            private static readonly Operator nearestExact1dOp = new("_upsample_nearest_exact1d", "", "self output_size scales");
            private static readonly Operator nearestExact2dOp = new("_upsample_nearest_exact2d", "", "self output_size scales_h scales_w");
            private static readonly Operator nearestExact3dOp = new("_upsample_nearest_exact3d", "", "self output_size scales_d scales_h scales_w");
            private static readonly Operator linear1dOp = new("upsample_linear1d", "", "self output_size align_corners scales");
            private static readonly Operator bilinear2dOp = new("upsample_bilinear2d", "", "self output_size align_corners scales_h scales_w");
            private static readonly Operator bilinear2dSmoothOp = new("_upsample_bilinear2d_aa", "", "self output_size align_corners scales_h scales_w");
            private static readonly Operator bicubic2dOp = new("upsample_bicubic2d", "", "self output_size align_corners scales_h scales_w");
            private static readonly Operator bicubic2dSmoothOp = new("_upsample_bicubic2d_aa", "", "self output_size align_corners scales_h scales_w");
            private static readonly Operator trilinear3dOp = new("upsample_trilinear3d", "", "self output_size align_corners scales_d scales_h scales_w");

            /// <summary>Resamples the spatial dimensions to a size or by factors.</summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                bool nearest = mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area;
                if (nearest && align_corners is not null)
                    throw new ArgumentException($"align_corners has no meaning for {mode}; leave it out.", nameof(align_corners));
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"Only bilinear and bicubic can antialias, not {mode}.", nameof(antialias));

                (long[] target, double[]? scales) = TargetSize(x, size, scale_factor, recompute_scale_factor);
                bool corners = align_corners ?? false;
                return (target.Length, mode) switch
                {
                    (1, InterpolationMode.Nearest) => nearest1dOp.Call(x, target, Scale(scales, 0)),
                    (2, InterpolationMode.Nearest) => nearest2dOp.Call(x, target, Scale(scales, 0), Scale(scales, 1)),
                    (3, InterpolationMode.Nearest) => nearest3dOp.Call(x, target, Scale(scales, 0), Scale(scales, 1), Scale(scales, 2)),
                    (1, InterpolationMode.NearestExact) => nearestExact1dOp.Call(x, target, Scale(scales, 0)),
                    (2, InterpolationMode.NearestExact) => nearestExact2dOp.Call(x, target, Scale(scales, 0), Scale(scales, 1)),
                    (3, InterpolationMode.NearestExact) => nearestExact3dOp.Call(x, target, Scale(scales, 0), Scale(scales, 1), Scale(scales, 2)),
                    (1, InterpolationMode.Area) => adaptive_avg_pool1d(x, target[0]),
                    (2, InterpolationMode.Area) => adaptive_avg_pool2d(x, target),
                    (3, InterpolationMode.Area) => adaptive_avg_pool3d(x, target),
                    (1, InterpolationMode.Linear) => linear1dOp.Call(x, target, corners, Scale(scales, 0)),
                    (2, InterpolationMode.Bilinear) => (antialias ? bilinear2dSmoothOp : bilinear2dOp).Call(x, target, corners, Scale(scales, 0), Scale(scales, 1)),
                    (2, InterpolationMode.Bicubic) => (antialias ? bicubic2dSmoothOp : bicubic2dOp).Call(x, target, corners, Scale(scales, 0), Scale(scales, 1)),
                    (3, InterpolationMode.Trilinear) => trilinear3dOp.Call(x, target, corners, Scale(scales, 0), Scale(scales, 1), Scale(scales, 2)),
                    _ => throw new ArgumentException($"{mode} does not interpolate {target.Length} spatial dimensions (input of {x.dim()}).", nameof(mode))
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor);

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            // Factors lead to sizes rounded down; unless told otherwise, the factors themselves (not the ratio of the sizes) place the samples.
            private static (long[] Size, double[]? Scales) TargetSize(Tensor x, long[]? size, double[]? factors, bool recompute)
            {
                long[] shape = x.shape;
                int spatial = shape.Length - 2;
                if (spatial is < 1 or > 3) throw new ArgumentException($"interpolate takes 3 to 5 dimensions, not [{string.Join(", ", shape)}].", nameof(x));
                if ((size is null) == (factors is null)) throw new ArgumentException("Give either size or scale_factor, and only one of the two.");
                int given = size?.Length ?? factors!.Length;
                if (given != spatial && given != 1)
                    throw new ArgumentException($"{(size is null ? "scale_factor" : "size")} has {given} elements; the input [{string.Join(", ", shape)}] has {spatial} spatial dimensions.");
                if (size is not null)
                {
                    if (recompute) throw new ArgumentException("recompute_scale_factor has no meaning with a size.", nameof(recompute));
                    return (given == spatial ? size : [.. Enumerable.Repeat(size[0], spatial)], null);
                }
                double[] scales = given == spatial ? factors! : [.. Enumerable.Repeat(factors![0], spatial)];
                var target = new long[spatial];
                for (int i = 0; i < spatial; i++) target[i] = (long)Math.Floor(shape[2 + i] * scales[i]);
                return (target, recompute ? null : scales);
            }

            private static Arg Scale(double[]? scales, int index) => scales is null ? Arg.None : scales[index];
        }
    }
}
