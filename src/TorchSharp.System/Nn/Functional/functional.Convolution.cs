namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly long[] zero1 = [0], zero2 = [0, 0], zero3 = [0, 0, 0];
            private static readonly long[] one1 = [1], one2 = [1, 1], one3 = [1, 1, 1];

            private static readonly Operator conv1dOp = new("conv1d", "", "input weight bias stride padding dilation groups");
            private static readonly Operator conv2dOp = new("conv2d", "", "input weight bias stride padding dilation groups");
            private static readonly Operator conv3dOp = new("conv3d", "", "input weight bias stride padding dilation groups");
            private static readonly Operator conv1dPaddingOp = new("conv1d", "padding", "input weight bias stride padding dilation groups");
            private static readonly Operator conv2dPaddingOp = new("conv2d", "padding", "input weight bias stride padding dilation groups");
            private static readonly Operator conv3dPaddingOp = new("conv3d", "padding", "input weight bias stride padding dilation groups");
            private static readonly Operator convTranspose1dOp = new("conv_transpose1d", "", "input weight bias stride padding output_padding groups dilation");
            private static readonly Operator convTranspose2dOp = new("conv_transpose2d", "input", "input weight bias stride padding output_padding groups dilation");
            private static readonly Operator convTranspose3dOp = new("conv_transpose3d", "input", "input weight bias stride padding output_padding groups dilation");
            private static readonly Operator linearOp = new("linear", "", "input weight bias");

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                conv1dOp.Call(input, weight, bias, One(stride, one1), One(padding, zero1), One(dilation, one1), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                conv1dPaddingOp.Call(input, weight, bias, One(stride, one1), Rule(padding), One(dilation, one1), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                conv2dOp.Call(input, weight, bias, strides ?? one2, padding ?? zero2, dilation ?? one2, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                conv2dPaddingOp.Call(input, weight, bias, strides ?? one2, Rule(padding), dilation ?? one2, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                conv3dOp.Call(input, weight, bias, strides ?? one3, padding ?? zero3, dilation ?? one3, groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                conv3dPaddingOp.Call(input, weight, bias, strides ?? one3, Rule(padding), dilation ?? one3, groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                convTranspose1dOp.Call(input, weight, bias, One(stride, one1), One(padding, zero1), One(output_padding, zero1), groups, One(dilation, one1));

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                convTranspose2dOp.Call(input, weight, bias, strides ?? one2, padding ?? zero2, output_padding ?? zero2, groups, dilation ?? one2);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                convTranspose3dOp.Call(input, weight, bias, strides ?? one3, padding ?? zero3, output_padding ?? zero3, groups, dilation ?? one3);

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => linearOp.Call(input, weights, bias);

            private static long[] One(long? size, long[] otherwise) => size is { } given ? [given] : otherwise;

            private static string Rule(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
