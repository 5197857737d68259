namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Activation reluOp = new("relu", "self"), relu6Op = new("relu6", "self");
            private static readonly Activation leakyReluOp = new("leaky_relu", "self negative_slope"), eluOp = new("elu", "self alpha");
            private static readonly Activation geluOp = new("gelu", "self"), siluOp = new("silu", "self"), mishOp = new("mish", "self");
            private static readonly Activation sigmoidOp = new("sigmoid", "self"), tanhOp = new("tanh", "self");
            private static readonly Activation hardswishOp = new("hardswish", "self"), hardsigmoidOp = new("hardsigmoid", "self");
            private static readonly Activation hardtanhOp = new("hardtanh", "self min_val max_val");
            private static readonly Operator softmaxOp = new("softmax", "int", "self dim dtype");
            private static readonly Operator logSoftmaxOp = new("log_softmax", "int", "self dim");
            private static readonly Operator softplusOp = new("softplus", "", "self beta threshold");
            private static readonly Operator preluOp = new("prelu", "", "self weight");
            private static readonly Operator logSigmoidOp = new("log_sigmoid", "", "self");

            public static Tensor relu(Tensor x, bool inplace = false) => reluOp[inplace].Call(x);

            public static Tensor relu6(Tensor x, bool inplace = false) => relu6Op[inplace].Call(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => leakyReluOp[inplace].Call(input, negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => eluOp[inplace].Call(x, alpha);

            public static Tensor gelu(Tensor x) => gelu(x, false);

            public static Tensor gelu(Tensor x, bool inplace) => geluOp[inplace].Call(x);

            public static Tensor silu(Tensor x, bool inplace = false) => siluOp[inplace].Call(x);

            public static Tensor mish(Tensor x, bool inplace = false) => mishOp[inplace].Call(x);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            public static Tensor sigmoid(Tensor x, bool inplace) => sigmoidOp[inplace].Call(x);

            public static Tensor tanh(Tensor x, bool inplace = false) => tanhOp[inplace].Call(x);

            public static Tensor hardswish(Tensor input, bool inplace = false) => hardswishOp[inplace].Call(input);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => hardsigmoidOp[inplace].Call(input);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) => hardtanhOp[inplace].Call(x, min_val, max_val);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => softmaxOp.Call(input, dim, dtype is { } type ? type : Arg.None);

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);

            public static Tensor log_softmax(Tensor x, long dim) => logSoftmaxOp.Call(x, dim);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => softplusOp.Call(x, beta, threshold);

            public static Tensor prelu(Tensor input, Tensor weight) => preluOp.Call(input, weight);

            public static Tensor logsigmoid(Tensor x) => logSigmoidOp.Call(x);

            /// <summary>An operator and its form in place; what the latter returns is another handle on its input.</summary>
            private sealed class Activation(string name, string arguments)
            {
                private readonly Operator copying = new(name, "", arguments);
                private readonly Operator inPlace = new(name + "_", "", arguments);

                public Operator this[bool inplace] => inplace ? inPlace : copying;
            }
        }
    }
}
