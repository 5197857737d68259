namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, with PyTorch's arithmetic and order of draws: the same seed gives the same weights.</summary>
        public static partial class init
        {
            private static readonly Operator eyeOutOp = new("eye", "m_out", "n m out");
            private static readonly Operator qrOp = new("linalg_qr", "", "A");
            private static readonly Operator erfinvInPlaceOp = new("erfinv_", "", "self");

            /// <summary>The factor by which a nonlinearity asks its input's spread to be enlarged.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                <= NonlinearityType.Sigmoid => 1,
                _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "No such nonlinearity.")
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Fan-in and fan-out need at least 2 dimensions, not [{string.Join(", ", shape)}].", nameof(tensor));
                long field = 1;
                foreach (long size in shape.AsSpan(2)) field *= size;
                return (shape[1] * field, shape[0] * field);
            }

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, () => tensor.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, () => tensor.normal_(mean, std, generator));

            /// <summary>Normal values cut to [a, b].</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                double low = NormalCdf((a - mean) / std), high = NormalCdf((b - mean) / std);
                return Fill(tensor, () =>
                {
                    tensor.uniform_(2 * low - 1, 2 * high - 1, generator);
                    erfinvInPlaceOp.Run(tensor);
                    tensor.mul_(std * Math.Sqrt(2)).add_(mean).clamp_((Scalar)a, (Scalar)b);
                });
            }

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, () => tensor.fill_(val));

            public static Tensor ones_(Tensor tensor) => Fill(tensor, () => tensor.fill_(1));

            public static Tensor zeros_(Tensor tensor) => Fill(tensor, () => tensor.zero_());

            public static Tensor eye_(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length != 2) throw new ArgumentException($"eye_ takes a matrix, not [{string.Join(", ", shape)}].", nameof(tensor));
                return Fill(tensor, () => eyeOutOp.Run(shape[0], shape[1], tensor));
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                double bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, XavierDeviation(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            /// <summary>A random matrix with orthonormal rows or columns, whichever are fewer.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException($"orthogonal_ needs at least 2 dimensions, not [{string.Join(", ", shape)}].", nameof(tensor));
                return Fill(tensor, () =>
                {
                    using DisposeScope scope = NewDisposeScope();
                    long rows = shape[0], columns = tensor.numel() / rows;
                    Tensor random = empty([rows, columns], tensor.dtype, tensor.device).normal_();
                    Tensor[] factors = qrOp.CallMany(rows < columns ? random.t() : random);
                    // The signs of R's diagonal make the draw uniform over the orthogonal matrices.
                    Tensor q = factors[0].mul_(factors[1].diag().sign());
                    tensor.view(rows, columns).copy_(rows < columns ? q.t() : q).mul_(gain);
                });
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static double NormalCdf(double x) => (1 + MathErf(x / Math.Sqrt(2))) / 2;

            // libtorch's own error function in double, as .NET has none.
            private static double MathErf(double x)
            {
                using Tensor value = tensor(x, ScalarType.Float64);
                using Tensor result = value.erf();
                return result.item<double>();
            }

            private static Tensor Fill(Tensor tensor, Action fill)
            {
                using (no_grad()) fill();
                return tensor;
            }
        }
    }
}
