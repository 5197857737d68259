namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator dropoutOp = new("dropout", "", "input p train");
            private static readonly Operator dropoutInPlaceOp = new("dropout_", "", "self p train");
            private static readonly Operator featureDropoutOp = new("feature_dropout", "", "input p train");
            private static readonly Operator featureDropoutInPlaceOp = new("feature_dropout_", "", "self p train");

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? dropoutInPlaceOp : dropoutOp).Call(input, Probability(p), training);

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? featureDropoutInPlaceOp : featureDropoutOp).Call(input, Probability(p), training);

            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                dropout2d(input, p, training, inplace);

            private static double Probability(double p) =>
                p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "A dropout probability lies between 0 and 1.");
        }
    }
}
