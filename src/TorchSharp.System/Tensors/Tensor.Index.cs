namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator indexOp = new("index", "Tensor", "self indices");
        private static readonly Operator indexPutInPlaceOp = new("index_put_", "", "self indices values accumulate");

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => index(Parts(indices));
            set => index_put_(value, Parts(indices));
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, TensorIndex.Single(i1));
        }

        public Tensor this[long i1, long i2]
        {
            get => index(Parts([i1, i2]));
            set => index_put_(value, Parts([i1, i2]));
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Parts([i1, i2, i3]));
            set => index_put_(value, Parts([i1, i2, i3]));
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Parts([i1, i2, i3, i4]));
            set => index_put_(value, Parts([i1, i2, i3, i4]));
        }

        public Tensor index(params Tensor[] indices) => indexOp.Call(this, Arg.OptionalTensors(indices));

        /// <summary>Reads like Python's <c>tensor[...]</c>: a view where it can be one.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            (Tensor view, Tensor?[]? advanced) = Walk(indices);
            if (advanced is null) return view;
            using (view) return indexOp.Call(view, Arg.OptionalTensors(advanced));
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            indexPutInPlaceOp.Run(this, Arg.OptionalTensors(indices), value, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            (Tensor view, Tensor?[]? advanced) = Walk(indices);
            using (view)
            {
                if (advanced is not null) indexPutInPlaceOp.Run(view, Arg.OptionalTensors(advanced), value, accumulate);
                else if (accumulate) view.add_(value);
                else view.copy_(value);
            }
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor filled = full([], value, dtype, device);
            return index_put_(filled, indices);
        }

        private static TensorIndex[] Parts(long[] indices) => Array.ConvertAll(indices, TensorIndex (i) => i);

        /// <summary>
        /// Applies the parts from left to right: numbers, slices and new axes as views; tensors are collected, one entry
        /// (or null) per axis of the view, for a single gather at the end.
        /// </summary>
        private (Tensor View, Tensor?[]? Advanced) Walk(TensorIndex[] parts)
        {
            int consumed = 0;
            foreach (TensorIndex part in parts)
                consumed += part.Kind switch
                {
                    TensorIndex.Part.Single or TensorIndex.Part.Slice => 1,
                    TensorIndex.Part.Tensor => part.Indices!.dtype == ScalarType.Bool ? (int)part.Indices.ndim : 1,
                    _ => 0,
                };
            if (consumed > ndim)
                throw new ArgumentException($"Too many indices: {consumed} for a tensor of {ndim} dimensions.");

            Tensor view = alias();
            Tensor?[]? advanced = null;
            int axis = 0;
            foreach (TensorIndex part in parts)
            {
                switch (part.Kind)
                {
                    case TensorIndex.Part.None:
                        view = Replace(view, view.unsqueeze(axis++));
                        break;
                    case TensorIndex.Part.Ellipsis:
                        axis += (int)ndim - consumed;
                        break;
                    case TensorIndex.Part.Single:
                        view = Replace(view, selectOp.Call(view, axis, part.Start!.Value));
                        break;
                    case TensorIndex.Part.Slice:
                        view = Replace(view, sliceOp.Call(view, axis++, part.Start, part.Stop, part.Step ?? 1));
                        break;
                    case TensorIndex.Part.Tensor:
                        advanced ??= new Tensor?[ndim + parts.Length];
                        advanced[axis] = part.Indices;
                        axis += part.Indices!.dtype == ScalarType.Bool ? (int)part.Indices.ndim : 1;
                        break;
                    default:
                        throw new NotSupportedException("Indexing with a single truth value is not supported.");
                }
            }
            if (advanced is not null)
            {
                // A mask of several dimensions stands for as many axes but is one entry.
                var entries = new List<Tensor?>();
                for (int k = 0; k < axis; k++)
                {
                    entries.Add(advanced[k]);
                    if (advanced[k] is { } mask && mask.dtype == ScalarType.Bool) k += (int)mask.ndim - 1;
                }
                advanced = [.. entries];
            }
            return (view, advanced);
        }

        private static Tensor Replace(Tensor old, Tensor fresh)
        {
            old.Dispose();
            return fresh;
        }
    }
}
