namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator crossEntropyOp = new("cross_entropy_loss", "", "self target weight reduction ignore_index label_smoothing");
            private static readonly Operator nllOp = new("nll_loss_nd", "", "self target weight reduction");
            private static readonly Operator bceOp = new("binary_cross_entropy", "", "self target weight reduction");
            private static readonly Operator bceLogitsOp = new("binary_cross_entropy_with_logits", "", "self target weight pos_weight reduction");
            private static readonly Operator mseOp = new("mse_loss", "", "self target reduction");
            private static readonly Operator l1Op = new("l1_loss", "", "self target reduction");
            private static readonly Operator smoothL1Op = new("smooth_l1_loss", "", "self target reduction beta");
            private static readonly Operator huberOp = new("huber_loss", "", "self target reduction delta");
            private static readonly Operator klDivOp = new("kl_div", "", "self target reduction log_target");

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                crossEntropyOp.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                nllOp.Call(input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                bceOp.Call(input, target, weight, (long)reduction);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                bceLogitsOp.Call(input, target, weight, pos_weights, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => mseOp.Call(input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => l1Op.Call(input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                smoothL1Op.Call(input, target, (long)reduction, beta);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                huberOp.Call(input, target, (long)reduction, delta);

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                klDivOp.Call(input, target, (long)reduction, log_target);
        }
    }
}
