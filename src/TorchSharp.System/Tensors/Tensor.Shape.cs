namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator viewOp = new("view", "", "self size");
        private static readonly Operator reshapeOp = new("reshape", "", "self shape");
        private static readonly Operator permuteOp = new("permute", "", "self dims");
        private static readonly Operator transposeOp = new("transpose", "int", "self dim0 dim1");
        private static readonly Operator tOp = new("t", "", "self");
        private static readonly Operator squeezeOp = new("squeeze", "", "self");
        private static readonly Operator squeezeDimOp = new("squeeze", "dim", "self dim");
        private static readonly Operator unsqueezeOp = new("unsqueeze", "", "self dim");
        private static readonly Operator expandOp = new("expand", "", "self size implicit");
        private static readonly Operator repeatOp = new("repeat", "", "self repeats");
        private static readonly Operator flattenOp = new("flatten", "using_ints", "self start_dim end_dim");
        private static readonly Operator flipOp = new("flip", "", "self dims");
        private static readonly Operator rot90Op = new("rot90", "", "self k dims");
        private static readonly Operator rollOp = new("roll", "", "self shifts dims");
        private static readonly Operator selectOp = new("select", "int", "self dim index");
        private static readonly Operator sliceOp = new("slice", "Tensor", "self dim start end step");
        private static readonly Operator narrowOp = new("narrow", "", "self dim start length");
        private static readonly Operator chunkOp = new("chunk", "", "self chunks dim");
        private static readonly Operator splitOp = new("split", "Tensor", "self split_size dim");
        private static readonly Operator splitSizesOp = new("split_with_sizes", "", "self split_sizes dim");
        private static readonly Operator unbindOp = new("unbind", "int", "self dim");
        private static readonly Operator asStridedOp = new("as_strided", "", "self size stride storage_offset");
        private static readonly Operator indexSelectOp = new("index_select", "", "self dim index");
        private static readonly Operator gatherOp = new("gather", "", "self dim index");
        private static readonly Operator scatterOp = new("scatter", "src", "self dim index src");
        private static readonly Operator scatterInPlaceOp = new("scatter_", "src", "self dim index src");
        private static readonly Operator scatterAddOp = new("scatter_add", "", "self dim index src");
        private static readonly Operator scatterAddInPlaceOp = new("scatter_add_", "", "self dim index src");
        private static readonly Operator indexAddInPlaceOp = new("index_add_", "", "self dim index source alpha");
        private static readonly Operator diagOp = new("diag", "", "self diagonal");
        private static readonly Operator triuOp = new("triu", "", "self diagonal");
        private static readonly Operator trilOp = new("tril", "", "self diagonal");

        public Tensor view(params long[] shape) => viewOp.Call(this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => reshapeOp.Call(this, shape);
        public Tensor permute(params long[] permutation) => permuteOp.Call(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor transpose(long dim0, long dim1) => transposeOp.Call(this, dim0, dim1);
        public Tensor t() => tOp.Call(this);
        public Tensor T => permute(Enumerable.Range(0, (int)ndim).Reverse().Select(d => (long)d).ToArray());
        public Tensor mT => transpose(-2, -1);
        public Tensor squeeze(long? dim = null) => dim is null ? squeezeOp.Call(this) : squeezeDimOp.Call(this, dim.Value);
        public Tensor unsqueeze(long dim) => unsqueezeOp.Call(this, dim);
        public Tensor expand(params long[] sizes) => expandOp.Call(this, sizes, false);
        public Tensor expand(long[] sizes, bool isImplicit = false) => expandOp.Call(this, sizes, isImplicit);
        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor broadcast_to(params long[] shape) => expand(shape);
        public Tensor repeat(params long[] sizes) => repeatOp.Call(this, sizes);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => flattenOp.Call(this, start_dim, end_dim);
        public Tensor ravel() => flatten();
        public Tensor flip(params long[] dims) => flipOp.Call(this, dims);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => rot90Op.Call(this, k, new[] { dims?.Item1 ?? 0, dims?.Item2 ?? 1 });
        public Tensor roll(long shifts, long? dims = null) => rollOp.Call(this, new[] { shifts }, dims is null ? Array.Empty<long>() : new[] { dims.Value });
        public Tensor roll(long[] shifts, long[] dims) => rollOp.Call(this, shifts, dims);
        public Tensor select(long dim, long index) => selectOp.Call(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => sliceOp.Call(this, dim, start, finish, step);
        public Tensor narrow(long dim, long start, long length) => narrowOp.Call(this, dim, start, length);
        public Tensor[] chunk(long chunks, long dim = 0) => chunkOp.CallMany(this, chunks, dim);
        public Tensor[] split(long size, int dim = 0) => splitOp.CallMany(this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => splitSizesOp.CallMany(this, sizes, dim);
        public Tensor[] unbind(long dimension = 0) => unbindOp.CallMany(this, dimension);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => asStridedOp.Call(this, size, strides, storageOffset);
        public Tensor index_select(long dim, Tensor index) => indexSelectOp.Call(this, dim, index);
        public Tensor gather(long dim, Tensor index) => gatherOp.Call(this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => scatterOp.Call(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(scatterInPlaceOp, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => scatterAddOp.Call(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(scatterAddInPlaceOp, dim, index, src);
        public Tensor diag(long diagonal = 0) => diagOp.Call(this, diagonal);
        public Tensor triu(long diagonal = 0) => triuOp.Call(this, diagonal);
        public Tensor tril(long diagonal = 0) => trilOp.Call(this, diagonal);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            indexAddInPlaceOp.Run(this, dim, index, source, alpha);
            return this;
        }
    }

    private static readonly Operator catOp = new("cat", "", "tensors dim");
    private static readonly Operator stackOp = new("stack", "", "tensors dim");
    private static readonly Operator meshgridOp = new("meshgrid", "indexing", "tensors indexing");
    private static readonly Operator einsumOp = new("einsum", "", "equation tensors");

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => catOp.Call(tensors.ToArray(), dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => stackOp.Call(tensors.ToArray(), dim);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => meshgridOp.CallMany(tensors.ToArray(), indexing);
    public static Tensor einsum(string equation, params Tensor[] tensors) => einsumOp.Call(equation, tensors);
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => tensor.split(split_size_or_sections, dim);
    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);
}
