namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator addOp = new("add", "Tensor", "self other alpha");
        private static readonly Operator addScalarOp = new("add", "Scalar", "self other alpha");
        private static readonly Operator addInPlaceOp = new("add_", "Tensor", "self other alpha");
        private static readonly Operator addScalarInPlaceOp = new("add_", "Scalar", "self other alpha");
        private static readonly Operator subOp = new("sub", "Tensor", "self other");
        private static readonly Operator subScalarOp = new("sub", "Scalar", "self other");
        private static readonly Operator subInPlaceOp = new("sub_", "Tensor", "self other");
        private static readonly Operator subScalarInPlaceOp = new("sub_", "Scalar", "self other");
        private static readonly Operator rsubScalarOp = new("rsub", "Scalar", "self other");
        private static readonly Operator mulOp = new("mul", "Tensor", "self other");
        private static readonly Operator mulScalarOp = new("mul", "Scalar", "self other");
        private static readonly Operator mulInPlaceOp = new("mul_", "Tensor", "self other");
        private static readonly Operator mulScalarInPlaceOp = new("mul_", "Scalar", "self other");
        private static readonly Operator divOp = new("div", "Tensor", "self other");
        private static readonly Operator divScalarOp = new("div", "Scalar", "self other");
        private static readonly Operator divInPlaceOp = new("div_", "Tensor", "self other");
        private static readonly Operator divScalarInPlaceOp = new("div_", "Scalar", "self other");
        private static readonly Operator divModeOp = new("div", "Tensor_mode", "self other rounding_mode");
        private static readonly Operator divScalarModeOp = new("div", "Scalar_mode", "self other rounding_mode");
        private static readonly Operator divModeInPlaceOp = new("div_", "Tensor_mode", "self other rounding_mode");
        private static readonly Operator divScalarModeInPlaceOp = new("div_", "Scalar_mode", "self other rounding_mode");
        private static readonly Operator remainderOp = new("remainder", "Tensor", "self other");
        private static readonly Operator remainderScalarOp = new("remainder", "Scalar", "self other");
        private static readonly Operator powOp = new("pow", "Tensor_Tensor", "self exponent");
        private static readonly Operator powScalarOp = new("pow", "Tensor_Scalar", "self exponent");
        private static readonly Operator powInPlaceOp = new("pow_", "Tensor", "self exponent");
        private static readonly Operator powScalarInPlaceOp = new("pow_", "Scalar", "self exponent");
        private static readonly Operator floorDivideOp = new("floor_divide", "", "self other");
        private static readonly Operator floorDivideScalarOp = new("floor_divide", "Scalar", "self other");
        private static readonly Operator addcmulOp = new("addcmul", "", "self tensor1 tensor2 value");
        private static readonly Operator addcmulInPlaceOp = new("addcmul_", "", "self tensor1 tensor2 value");
        private static readonly Operator addcdivOp = new("addcdiv", "", "self tensor1 tensor2 value");
        private static readonly Operator addcdivInPlaceOp = new("addcdiv_", "", "self tensor1 tensor2 value");
        private static readonly Operator lerpOp = new("lerp", "Tensor", "self end weight");
        private static readonly Operator lerpInPlaceOp = new("lerp_", "Tensor", "self end weight");
        private static readonly Operator matmulOp = new("matmul", "", "self other");
        private static readonly Operator mmOp = new("mm", "", "self mat2");
        private static readonly Operator bmmOp = new("bmm", "", "self mat2");
        private static readonly Operator dotOp = new("dot", "", "self tensor");

        public Tensor add(Tensor target) => addOp.Call(this, target, 1);
        public Tensor add(Tensor target, Scalar alpha) => addOp.Call(this, target, alpha);
        public Tensor add(Scalar scalar) => addScalarOp.Call(this, scalar, 1);
        public Tensor add(Scalar scalar, Scalar alpha) => addScalarOp.Call(this, scalar, alpha);
        public Tensor add_(Tensor target) => InPlace(addInPlaceOp, target, 1);
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(addInPlaceOp, target, alpha);
        public Tensor add_(Scalar scalar) => InPlace(addScalarInPlaceOp, scalar, 1);
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(addScalarInPlaceOp, scalar, alpha);
        public Tensor sub(Tensor target) => subOp.Call(this, target);
        public Tensor sub(Scalar target) => subScalarOp.Call(this, target);
        public Tensor sub_(Tensor target) => InPlace(subInPlaceOp, target);
        public Tensor sub_(Scalar target) => InPlace(subScalarInPlaceOp, target);
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor mul(Tensor target) => mulOp.Call(this, target);
        public Tensor mul(Scalar target) => mulScalarOp.Call(this, target);
        public Tensor mul_(Tensor target) => InPlace(mulInPlaceOp, target);
        public Tensor mul_(Scalar target) => InPlace(mulScalarInPlaceOp, target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
            => rounding_mode == RoundingMode.None ? divOp.Call(this, target) : divModeOp.Call(this, target, rounding_mode.ToString());

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
            => rounding_mode == RoundingMode.None ? divScalarOp.Call(this, target) : divScalarModeOp.Call(this, target, rounding_mode.ToString());

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
            => rounding_mode == RoundingMode.None ? InPlace(divInPlaceOp, target) : InPlace(divModeInPlaceOp, target, rounding_mode.ToString());

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
            => rounding_mode == RoundingMode.None ? InPlace(divScalarInPlaceOp, target) : InPlace(divScalarModeInPlaceOp, target, rounding_mode.ToString());

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor floor_divide(Tensor other) => floorDivideOp.Call(this, other);
        public Tensor floor_divide(Scalar other) => floorDivideScalarOp.Call(this, other);
        public Tensor remainder(Tensor target) => remainderOp.Call(this, target);
        public Tensor remainder(Scalar scalar) => remainderScalarOp.Call(this, scalar);
        public Tensor pow(Tensor exponent) => powOp.Call(this, exponent);
        public Tensor pow(Scalar exponent) => powScalarOp.Call(this, exponent);
        public Tensor pow_(Tensor exponent) => InPlace(powInPlaceOp, exponent);
        public Tensor pow_(Scalar exponent) => InPlace(powScalarInPlaceOp, exponent);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => addcmulOp.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(addcmulInPlaceOp, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => addcdivOp.Call(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(addcdivInPlaceOp, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => lerpOp.Call(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(lerpInPlaceOp, end, weight);
        public Tensor matmul(Tensor target) => matmulOp.Call(this, target);
        public Tensor mm(Tensor target) => mmOp.Call(this, target);
        public Tensor bmm(Tensor batch2) => bmmOp.Call(this, batch2);
        public Tensor dot(Tensor target) => dotOp.Call(this, target);

        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator +(Tensor left, int right) => left.add((Scalar)right);
        public static Tensor operator +(Tensor left, long right) => left.add((Scalar)right);
        public static Tensor operator +(Tensor left, float right) => left.add((Scalar)right);
        public static Tensor operator +(Tensor left, double right) => left.add((Scalar)right);
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);
        public static Tensor operator +(int left, Tensor right) => right.add((Scalar)left);
        public static Tensor operator +(long left, Tensor right) => right.add((Scalar)left);
        public static Tensor operator +(float left, Tensor right) => right.add((Scalar)left);
        public static Tensor operator +(double left, Tensor right) => right.add((Scalar)left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Tensor left, int right) => left.sub((Scalar)right);
        public static Tensor operator -(Tensor left, long right) => left.sub((Scalar)right);
        public static Tensor operator -(Tensor left, float right) => left.sub((Scalar)right);
        public static Tensor operator -(Tensor left, double right) => left.sub((Scalar)right);
        public static Tensor operator -(Scalar left, Tensor right) => rsubScalarOp.Call(right, left);
        public static Tensor operator -(int left, Tensor right) => rsubScalarOp.Call(right, (Scalar)left);
        public static Tensor operator -(long left, Tensor right) => rsubScalarOp.Call(right, (Scalar)left);
        public static Tensor operator -(float left, Tensor right) => rsubScalarOp.Call(right, (Scalar)left);
        public static Tensor operator -(double left, Tensor right) => rsubScalarOp.Call(right, (Scalar)left);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator *(Tensor left, int right) => left.mul((Scalar)right);
        public static Tensor operator *(Tensor left, long right) => left.mul((Scalar)right);
        public static Tensor operator *(Tensor left, float right) => left.mul((Scalar)right);
        public static Tensor operator *(Tensor left, double right) => left.mul((Scalar)right);
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);
        public static Tensor operator *(int left, Tensor right) => right.mul((Scalar)left);
        public static Tensor operator *(long left, Tensor right) => right.mul((Scalar)left);
        public static Tensor operator *(float left, Tensor right) => right.mul((Scalar)left);
        public static Tensor operator *(double left, Tensor right) => right.mul((Scalar)left);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
        public static Tensor operator /(Tensor left, int right) => left.div((Scalar)right);
        public static Tensor operator /(Tensor left, long right) => left.div((Scalar)right);
        public static Tensor operator /(Tensor left, float right) => left.div((Scalar)right);
        public static Tensor operator /(Tensor left, double right) => left.div((Scalar)right);
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().MulAndDispose(left);
        public static Tensor operator /(int left, Tensor right) => right.reciprocal().MulAndDispose((Scalar)left);
        public static Tensor operator /(long left, Tensor right) => right.reciprocal().MulAndDispose((Scalar)left);
        public static Tensor operator /(float left, Tensor right) => right.reciprocal().MulAndDispose((Scalar)left);
        public static Tensor operator /(double left, Tensor right) => right.reciprocal().MulAndDispose((Scalar)left);

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);
        public static Tensor operator %(Tensor left, int right) => left.remainder((Scalar)right);
        public static Tensor operator %(Tensor left, long right) => left.remainder((Scalar)right);
        public static Tensor operator %(Tensor left, float right) => left.remainder((Scalar)right);
        public static Tensor operator %(Tensor left, double right) => left.remainder((Scalar)right);

        /// <summary>scalar / tensor is reciprocal times scalar, as in PyTorch.</summary>
        private Tensor MulAndDispose(Scalar scalar)
        {
            using (this) return mul(scalar);
        }

        private Tensor InPlace(Operator op, Arg first)
        {
            op.Run(this, first);
            return this;
        }

        private Tensor InPlace(Operator op, Arg first, Arg second)
        {
            op.Run(this, first, second);
            return this;
        }

        private Tensor InPlace(Operator op, Arg first, Arg second, Arg third)
        {
            op.Run(this, first, second, third);
            return this;
        }
    }

    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);
}
