namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator eqOp = new("eq", "Tensor", "self other");
        private static readonly Operator eqScalarOp = new("eq", "Scalar", "self other");
        private static readonly Operator neOp = new("ne", "Tensor", "self other");
        private static readonly Operator neScalarOp = new("ne", "Scalar", "self other");
        private static readonly Operator ltOp = new("lt", "Tensor", "self other");
        private static readonly Operator ltScalarOp = new("lt", "Scalar", "self other");
        private static readonly Operator leOp = new("le", "Tensor", "self other");
        private static readonly Operator leScalarOp = new("le", "Scalar", "self other");
        private static readonly Operator gtOp = new("gt", "Tensor", "self other");
        private static readonly Operator gtScalarOp = new("gt", "Scalar", "self other");
        private static readonly Operator geOp = new("ge", "Tensor", "self other");
        private static readonly Operator geScalarOp = new("ge", "Scalar", "self other");
        private static readonly Operator logicalAndOp = new("logical_and", "", "self other");
        private static readonly Operator logicalOrOp = new("logical_or", "", "self other");
        private static readonly Operator logicalXorOp = new("logical_xor", "", "self other");
        private static readonly Operator bitwiseAndOp = new("bitwise_and", "Tensor", "self other");
        private static readonly Operator bitwiseOrOp = new("bitwise_or", "Tensor", "self other");
        private static readonly Operator bitwiseXorOp = new("bitwise_xor", "Tensor", "self other");
        private static readonly Operator maximumOp = new("maximum", "", "self other");
        private static readonly Operator minimumOp = new("minimum", "", "self other");
        private static readonly Operator fmaxOp = new("fmax", "", "self other");
        private static readonly Operator fminOp = new("fmin", "", "self other");
        private static readonly Operator atan2Op = new("atan2", "", "self other");
        private static readonly Operator logicalNotOp = new("logical_not", "", "self");
        private static readonly Operator bitwiseNotOp = new("bitwise_not", "", "self");
        private static readonly Operator isnanOp = new("isnan", "", "self");
        private static readonly Operator isfiniteOp = new("isfinite", "", "self");
        private static readonly Operator isinfOp = new("isinf", "", "self");
        private static readonly Operator clampOp = new("clamp", "", "self min max");
        private static readonly Operator clampInPlaceOp = new("clamp_", "", "self min max");
        private static readonly Operator clampTensorOp = new("clamp", "Tensor", "self min max");
        private static readonly Operator clampMinOp = new("clamp_min", "", "self min");
        private static readonly Operator clampMaxOp = new("clamp_max", "", "self max");
        private static readonly Operator nanToNumOp = new("nan_to_num", "", "self nan posinf neginf");
        private static readonly Operator allcloseOp = new("allclose", "", "self other rtol atol equal_nan");
        private static readonly Operator iscloseOp = new("isclose", "", "self other rtol atol equal_nan");
        private static readonly Operator whereOp = new("where", "self", "condition self other");
        private static readonly Operator maskedFillOp = new("masked_fill", "Scalar", "self mask value");
        private static readonly Operator maskedFillInPlaceOp = new("masked_fill_", "Scalar", "self mask value");
        private static readonly Operator maskedSelectOp = new("masked_select", "", "self mask");

        public Tensor eq(Tensor target) => eqOp.Call(this, target);
        public Tensor eq(Scalar target) => eqScalarOp.Call(this, target);
        public Tensor ne(Tensor target) => neOp.Call(this, target);
        public Tensor ne(Scalar target) => neScalarOp.Call(this, target);
        public Tensor lt(Tensor target) => ltOp.Call(this, target);
        public Tensor lt(Scalar target) => ltScalarOp.Call(this, target);
        public Tensor le(Tensor target) => leOp.Call(this, target);
        public Tensor le(Scalar target) => leScalarOp.Call(this, target);
        public Tensor gt(Tensor target) => gtOp.Call(this, target);
        public Tensor gt(Scalar target) => gtScalarOp.Call(this, target);
        public Tensor ge(Tensor target) => geOp.Call(this, target);
        public Tensor ge(Scalar target) => geScalarOp.Call(this, target);
        public Tensor logical_and(Tensor other) => logicalAndOp.Call(this, other);
        public Tensor logical_or(Tensor other) => logicalOrOp.Call(this, other);
        public Tensor logical_xor(Tensor other) => logicalXorOp.Call(this, other);
        public Tensor bitwise_and(Tensor other) => bitwiseAndOp.Call(this, other);
        public Tensor bitwise_or(Tensor other) => bitwiseOrOp.Call(this, other);
        public Tensor bitwise_xor(Tensor other) => bitwiseXorOp.Call(this, other);
        public Tensor maximum(Tensor other) => maximumOp.Call(this, other);
        public Tensor minimum(Tensor other) => minimumOp.Call(this, other);
        public Tensor fmax(Tensor other) => fmaxOp.Call(this, other);
        public Tensor fmin(Tensor other) => fminOp.Call(this, other);
        public Tensor atan2(Tensor other) => atan2Op.Call(this, other);
        public Tensor logical_not() => logicalNotOp.Call(this);
        public Tensor bitwise_not() => bitwiseNotOp.Call(this);
        public Tensor isnan() => isnanOp.Call(this);
        public Tensor isfinite() => isfiniteOp.Call(this);
        public Tensor isinf() => isinfOp.Call(this);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => clampOp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => clampTensorOp.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(clampInPlaceOp, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_min(Scalar min) => clampMinOp.Call(this, min);
        public Tensor clamp_max(Scalar max) => clampMaxOp.Call(this, max);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => nanToNumOp.Call(this, nan, posinf, neginf);
        public Tensor where(Tensor condition, Tensor y) => whereOp.Call(condition, this, y);
        public Tensor masked_fill(Tensor mask, Scalar value) => maskedFillOp.Call(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(maskedFillInPlaceOp, mask, value);
        public Tensor masked_select(Tensor mask) => maskedSelectOp.Call(this, mask);
        public Tensor max(Tensor other) => maximum(other);
        public Tensor min(Tensor other) => minimum(other);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
            => allcloseOp.CallInteger(this, target, rtol, atol, equal_nan) != 0;

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false)
            => iscloseOp.Call(this, other, rtol, atol, nanEqual);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);
    }

    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    public static Tensor logical_not(Tensor input) => input.logical_not();
    public static Tensor isnan(Tensor input) => input.isnan();
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();
    public static Tensor isinf(Tensor tensor) => tensor.isinf();
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
}
