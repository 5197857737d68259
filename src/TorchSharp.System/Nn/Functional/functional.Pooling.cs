namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            // An empty stride is the kernel's size.
            private static readonly long[] kernelStride = [];

            private static readonly Operator maxPool1dOp = new("max_pool1d", "", "self kernel_size stride padding dilation ceil_mode");
            private static readonly Operator maxPool2dOp = new("max_pool2d", "", "self kernel_size stride padding dilation ceil_mode");
            private static readonly Operator maxPool3dOp = new("max_pool3d", "", "self kernel_size stride padding dilation ceil_mode");
            private static readonly Operator maxPool2dIndicesOp = new("max_pool2d_with_indices", "", "self kernel_size stride padding dilation ceil_mode");
            private static readonly Operator maxPool3dIndicesOp = new("max_pool3d_with_indices", "", "self kernel_size stride padding dilation ceil_mode");
            private static readonly Operator avgPool1dOp = new("avg_pool1d", "", "self kernel_size stride padding ceil_mode count_include_pad");
            private static readonly Operator avgPool2dOp = new("avg_pool2d", "", "self kernel_size stride padding ceil_mode count_include_pad divisor_override");
            private static readonly Operator avgPool3dOp = new("avg_pool3d", "", "self kernel_size stride padding ceil_mode count_include_pad divisor_override");
            private static readonly Operator adaptiveAvgPool1dOp = new("adaptive_avg_pool1d", "", "self output_size");
            private static readonly Operator adaptiveAvgPool2dOp = new("adaptive_avg_pool2d", "", "self output_size");
            private static readonly Operator adaptiveAvgPool3dOp = new("adaptive_avg_pool3d", "", "self output_size");
            private static readonly Operator adaptiveMaxPool2dOp = new("adaptive_max_pool2d", "", "self output_size");
            private static readonly Operator adaptiveMaxPool3dOp = new("adaptive_max_pool3d", "", "self output_size");

            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                maxPool1dOp.Call(input, new[] { kernel_size }, One(stride, kernelStride), One(padding, zero1), One(dilation, one1), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, All2(kernel_size), Maybe2(stride), Maybe2(padding), Maybe2(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Each(kernel_size), Maybe(stride), Maybe(padding), Maybe(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                maxPool2dOp.Call(input, kernel_size, strides ?? kernelStride, padding ?? zero2, dilation ?? one2, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Pair(maxPool2dIndicesOp.CallMany(input, kernel_size, strides ?? kernelStride, padding ?? zero2, dilation ?? one2, ceil_mode));

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                maxPool3dOp.Call(input, kernel_size, strides ?? kernelStride, padding ?? zero3, dilation ?? one3, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Pair(maxPool3dIndicesOp.CallMany(input, kernel_size, strides ?? kernelStride, padding ?? zero3, dilation ?? one3, ceil_mode));

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                avgPool1dOp.Call(input, new[] { kernel_size }, One(stride, kernelStride), One(padding, zero1), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, All2(kernel_size), Maybe2(stride), All2(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Each(kernel_size), Maybe(stride), Maybe(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avgPool2dOp.Call(input, kernel_size, stride ?? kernelStride, padding ?? zero2, ceil_mode, count_include_pad, Optional(divisor_override));

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avgPool3dOp.Call(input, kernel_size, stride ?? kernelStride, padding ?? zero3, ceil_mode, count_include_pad, Optional(divisor_override));

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => adaptiveAvgPool1dOp.Call(input, new[] { output_size });

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, All2(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Each(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => adaptiveAvgPool2dOp.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) => adaptive_avg_pool3d(input, All3(output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) => adaptive_avg_pool3d(input, Each(output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => adaptiveAvgPool3dOp.Call(input, output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => adaptiveMaxPool2dOp.Call(input, output_size);

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) => adaptiveMaxPool3dOp.Call(input, output_size);

            private static (Tensor, Tensor) Pair(Tensor[] results) => (results[0], results[1]);

            private static Arg Optional(long? value) => value is { } given ? given : Arg.None;

            private static Arg Optional(double? value) => value is { } given ? given : Arg.None;
        }
    }
}
