namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function's forward pass keeps for its backward pass.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];
            private List<Tensor> toSave = [];
            private List<Tensor> withoutGradient = [];
            private nint node;

            internal AutogradContext() { }

            internal IReadOnlyList<Tensor> WithoutGradient => withoutGradient;

            public bool MaterializeGrads { get; private set; } = true;

            public void save_for_backward(List<Tensor> tensors) => toSave = tensors;

            public void save_data(string key, object value) => data[key] = value;

            /// <summary>What was kept under a name; null if nothing was.</summary>
            public object get_data(string key) => data.GetValueOrDefault(key)!;

            public void mark_non_differentiable(List<Tensor> tensors) => withoutGradient = [.. tensors];

            /// <exception cref="NotSupportedException">Always: a custom function cannot change its inputs here.</exception>
            public void mark_dirty(List<Tensor> tensors) =>
                throw new NotSupportedException("A custom function that changes its inputs in place is not supported; return a new tensor.");

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>The tensors that were kept, as they were: one that was changed in place since is an error.</summary>
            public unsafe List<Tensor> get_saved_variables()
            {
                var handles = new nint[toSave.Count];
                fixed (nint* p = handles) Native.Check(Native.ts_function_saved(node, p, handles.Length));
                return handles.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToList();
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                data.Clear();
                toSave = [];
                node = 0;
            }

            /// <summary>Hands the kept tensors to the node, which holds them without holding itself.</summary>
            internal unsafe void Attach(nint node)
            {
                this.node = node;
                nint[] handles = toSave.Select(t => t is null ? 0 : t.Handle).ToArray();
                fixed (nint* p = handles) Native.Check(Native.ts_function_save(node, p, handles.Length));
                GC.KeepAlive(toSave);
                toSave = [.. new Tensor[handles.Length]];
            }
        }
    }
}
