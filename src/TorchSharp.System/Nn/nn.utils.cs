using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            private static readonly Operator normOp = new("norm", "Scalar", "self p");

            /// <summary>Scales all gradients together so that their norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using IDisposable mode = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = Gradients(tensors);
                if (gradients.Length == 0) return 0;
                Tensor total = double.IsPositiveInfinity(norm_type)
                    ? stack(gradients.Select(gradient => gradient.abs().max())).max()
                    : normOp.Call(stack(gradients.Select(gradient => normOp.Call(gradient, norm_type))), norm_type);
                // A tensor as factor, never above 1: the device is asked once, for the number to return.
                Tensor factor = (max_norm / (total + 1e-6)).clamp_((Scalar?)null, (Scalar)1.0);
                foreach (Tensor gradient in gradients) gradient.mul_(factor);
                return total.item<double>();
            }

            /// <summary>Cuts every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable mode = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (Tensor gradient in Gradients(tensors)) gradient.clamp_((Scalar)(-clip_value), (Scalar)clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                return cat(tensors.Select(tensor => tensor.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using IDisposable mode = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Parameter[] parameters = [.. tensors];
                long count = parameters.Sum(parameter => parameter.numel());
                if (vec.numel() != count)
                    throw new ArgumentException($"The vector has {vec.numel()} elements; the parameters have {count}.", nameof(vec));
                long start = 0;
                foreach (Parameter parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view_as(parameter));
                    start += parameter.numel();
                }
            }

            /// <summary>The weight and bias of a convolution that does what it and the batch normalisation after it did.</summary>
            public static (Parameter weight, Parameter bias) fuse_conv_bn_weights(
                Tensor conv_w, Tensor? conv_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor? bn_w, Tensor? bn_b, bool transpose = false)
            {
                var shape = new long[conv_w.dim()];
                Array.Fill(shape, 1);
                shape[transpose ? 1 : 0] = -1;
                return Fuse(conv_w, shape, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b);
            }

            /// <summary>The weight and bias of a linear layer that does what it and the batch normalisation after it did.</summary>
            public static (Parameter weight, Parameter bias) fuse_linear_bn_weights(
                Tensor linear_w, Tensor? linear_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor bn_w, Tensor bn_b) =>
                Fuse(linear_w, [-1, 1], linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b);

            private static (Parameter, Parameter) Fuse(
                Tensor weight, long[] channels, Tensor? bias, Tensor mean, Tensor variance, double eps, Tensor? scale, Tensor? shift)
            {
                using IDisposable mode = no_grad();
                using DisposeScope scope = NewDisposeScope();
                // PyTorch's order of operations, so that the folded weights are bit for bit its own.
                Tensor deviation = (variance + eps).rsqrt_();
                Tensor factor = scale is null ? deviation : scale * deviation;
                Tensor moved = (bias is null ? -mean : bias - mean) * deviation;
                if (scale is not null) moved = moved * scale;
                if (shift is not null) moved = moved + shift;
                var fused = new Parameter(weight * factor.reshape(channels));
                var fusedBias = new Parameter(moved);
                fused.MoveToOuterDisposeScope();
                fusedBias.MoveToOuterDisposeScope();
                return (fused, fusedBias);
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> parameters)
            {
                List<Tensor> gradients = [];
                foreach (Parameter parameter in parameters)
                {
                    if (parameter.grad is { } gradient) gradients.Add(gradient);
                }
                return [.. gradients];
            }
        }
    }
}
