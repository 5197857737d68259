namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator sumOp = new("sum", "", "self dtype");
        private static readonly Operator sumDimsOp = new("sum", "dim_IntList", "self dim keepdim dtype");
        private static readonly Operator meanOp = new("mean", "", "self");
        private static readonly Operator meanDimsOp = new("mean", "dim", "self dim keepdim dtype");
        private static readonly Operator prodOp = new("prod", "", "self dtype");
        private static readonly Operator prodDimOp = new("prod", "dim_int", "self dim keepdim dtype");
        private static readonly Operator varOp = new("var", "", "self unbiased");
        private static readonly Operator varDimsOp = new("var", "dim", "self dim unbiased keepdim");
        private static readonly Operator stdOp = new("std", "", "self unbiased");
        private static readonly Operator stdDimsOp = new("std", "dim", "self dim unbiased keepdim");
        private static readonly Operator maxOp = new("max", "", "self");
        private static readonly Operator maxDimOp = new("max", "dim", "self dim keepdim");
        private static readonly Operator minOp = new("min", "", "self");
        private static readonly Operator minDimOp = new("min", "dim", "self dim keepdim");
        private static readonly Operator amaxOp = new("amax", "", "self dim keepdim");
        private static readonly Operator aminOp = new("amin", "", "self dim keepdim");
        private static readonly Operator argmaxOp = new("argmax", "", "self dim keepdim");
        private static readonly Operator argminOp = new("argmin", "", "self dim keepdim");
        private static readonly Operator allOp = new("all", "", "self");
        private static readonly Operator allDimOp = new("all", "dim", "self dim keepdim");
        private static readonly Operator anyOp = new("any", "", "self");
        private static readonly Operator anyDimOp = new("any", "dim", "self dim keepdim");
        private static readonly Operator normOp = new("norm", "Scalar", "self p");
        private static readonly Operator normDimOp = new("norm", "ScalarOpt_dim", "self p dim keepdim");
        private static readonly Operator cumsumOp = new("cumsum", "", "self dim dtype");
        private static readonly Operator logsumexpOp = new("logsumexp", "", "self dim keepdim");
        private static readonly Operator softmaxOp = new("softmax", "int", "self dim dtype");
        private static readonly Operator logSoftmaxOp = new("log_softmax", "int", "self dim dtype");
        private static readonly Operator medianOp = new("median", "", "self");
        private static readonly Operator countNonzeroOp = new("count_nonzero", "dim_IntList", "self dim");
        private static readonly Operator nonzeroOp = new("nonzero", "", "self");
        private static readonly Operator argsortOp = new("argsort", "", "self dim descending");
        private static readonly Operator topkOp = new("topk", "", "self k dim largest sorted");
        private static readonly Operator bincountOp = new("bincount", "", "self weights minlength");

        public Tensor sum(ScalarType? type = null) => sumOp.Call(this, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, dim.ToArray(), keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, new[] { dim }, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, new[] { dim0, dim1 }, keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sumDimsOp.Call(this, new[] { dim0, dim1, dim2 }, keepdim, type);
        public Tensor mean() => meanOp.Call(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => meanDimsOp.Call(this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => prodOp.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => prodDimOp.Call(this, dim, keepdim, type);
        public Tensor var(bool unbiased = true) => varOp.Call(this, unbiased);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(varDimsOp.Call(this, new[] { dim }, unbiased, keepdim), type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(varDimsOp.Call(this, dimensions.ToArray(), unbiased, keepdim), type);
        public Tensor std(bool unbiased = true) => stdOp.Call(this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(stdDimsOp.Call(this, new[] { dim }, unbiased, keepdim), type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Typed(stdDimsOp.Call(this, dimensions, unbiased, keepdim), type);
        public Tensor max() => maxOp.Call(this);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(maxDimOp.CallMany(this, dim, keepdim));
        public Tensor min() => minOp.Call(this);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(minDimOp.CallMany(this, dim, keepdim));
        public Tensor amax(params long[] dims) => amaxOp.Call(this, dims, false);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, amaxOp.Call(this, dims, keepdim));
        public Tensor amin(params long[] dims) => aminOp.Call(this, dims, false);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, aminOp.Call(this, dims, keepdim));
        public Tensor argmax() => argmaxOp.Call(this, Arg.None, false);
        public Tensor argmax(long dim, bool keepdim = false) => argmaxOp.Call(this, dim, keepdim);
        public Tensor argmin() => argminOp.Call(this, Arg.None, false);
        public Tensor argmin(long dim, bool keepdim = false) => argminOp.Call(this, dim, keepdim);
        public Tensor all() => allOp.Call(this);
        public Tensor all(long dim, bool keepdim = false) => allDimOp.Call(this, dim, keepdim);
        public Tensor any() => anyOp.Call(this);
        public Tensor any(long dim, bool keepdim = false) => anyDimOp.Call(this, dim, keepdim);
        public Tensor norm(float p = 2f) => normOp.Call(this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => normDimOp.Call(this, (double)p, new long[] { dim }, keepdim);
        public Tensor cumsum(long dim, ScalarType? type = null) => cumsumOp.Call(this, dim, type);
        public Tensor logsumexp(long dim, bool keepdim = false) => logsumexpOp.Call(this, new[] { dim }, keepdim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => softmaxOp.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => logSoftmaxOp.Call(this, dim, dtype);
        public Tensor median() => medianOp.Call(this);
        public Tensor count_nonzero(long[]? dims = null) => countNonzeroOp.Call(this, dims ?? Enumerable.Range(0, (int)ndim).Select(d => (long)d).ToArray());
        public Tensor nonzero() => nonzeroOp.Call(this);
        public Tensor argsort(long dim = -1, bool descending = false) => argsortOp.Call(this, dim, descending);
        public Tensor bincount(Tensor? weights, long minlength = 0) => bincountOp.Call(this, weights, minlength);

        public (Tensor Values, Tensor Indices) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
            => Pair(topkOp.CallMany(this, k, dim, largest, sorted));

        private static (Tensor, Tensor) Pair(Tensor[] tensors) => (tensors[0], tensors[1]);

        private static Tensor Typed(Tensor result, ScalarType? type)
        {
            if (type is null || result.dtype == type) return result;
            using (result) return result.to_type(type.Value);
        }

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            using (result) return target.copy_(result);
        }
    }

    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);
    public static Tensor max(Tensor input) => input.max();
    public static Tensor max(Tensor input, Tensor other) => input.max(other);
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);
    public static Tensor min(Tensor input) => input.min();
    public static Tensor min(Tensor input, Tensor other) => input.min(other);
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);
    public static Tensor argmax(Tensor input) => input.argmax();
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);
    public static Tensor argmin(Tensor input) => input.argmin();
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);
    public static Tensor all(Tensor input) => input.all();
    public static Tensor any(Tensor input) => input.any();
    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);
    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => input.bincount(weights, minlength);
}
