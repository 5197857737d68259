namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator batchNormOp = new("batch_norm", "", "input weight bias running_mean running_var training momentum eps cudnn_enabled");
            private static readonly Operator instanceNormOp = new("instance_norm", "", "input weight bias running_mean running_var use_input_stats momentum eps cudnn_enabled");
            private static readonly Operator groupNormOp = new("group_norm", "", "input num_groups weight bias eps");
            private static readonly Operator layerNormOp = new("layer_norm", "", "input normalized_shape weight bias eps");

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05)
            {
                if (training) RequireSeveralValues(input);
                return batchNormOp.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-05) =>
                instanceNormOp.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                groupNormOp.Call(input, num_groups, weight, bias, eps);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                layerNormOp.Call(input, normalized_shape, weight, bias, eps);

            // The variance of a single value is no estimate: the network would train on noise without a word.
            private static void RequireSeveralValues(Tensor input)
            {
                long[] shape = input.shape;
                if (shape.Length < 2) return;
                long values = shape[0];
                for (int i = 2; i < shape.Length; i++) values *= shape[i];
                if (values == 1)
                    throw new ArgumentException($"Expected more than 1 value per channel when training, got input size [{string.Join(", ", shape)}].", nameof(input));
            }
        }
    }
}
