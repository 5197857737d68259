using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator detachOp = new("detach", "", "self");
        private static readonly Operator detachInPlaceOp = new("detach_", "", "self");

        public bool requires_grad
        {
            get => Keep(Native.ts_requires_grad(Handle)) != 0;
            set
            {
                Native.Check(Native.ts_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public bool is_leaf => Native.Check(Keep(Native.ts_is_leaf(Handle))) != 0;

        public void retain_grad() => Native.Check(Keep(Native.ts_retain_grad(Handle)));

        /// <summary>The gradient, or null. Each read gives a new object over the same memory, owned by the current scope.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient = Keep(Native.ts_grad(Handle));
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                Native.Check(Native.ts_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor detach() => detachOp.Call(this);

        public Tensor detach_()
        {
            detachInPlaceOp.Run(this);
            return this;
        }

        public void backward() => autograd.backward(this, (Tensor?)null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
            => autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);
    }

    public static partial class autograd
    {
        public static void backward(Tensor tensor, Tensor? grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
            => backward([tensor], grad_tensor is null ? null : [grad_tensor], retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
            => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] roots = Handles(tensors), seeds = Seeds(grad_tensors, tensors.Count), leaves = Handles(inputs);
            fixed (nint* r = roots, s = seeds, l = leaves)
            {
                int done = Native.ts_backward(r, roots.Length, s, seeds.Length, (retain_graph ?? create_graph) ? 1 : 0,
                    create_graph ? 1 : 0, l, leaves.Length);
                if (done < 0) FunctionNode.Rethrow();
                Native.Check(done);
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <summary>The gradients of the outputs' sum with respect to each input; null for one that is unused (when allowed).</summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] roots = Handles(outputs), leaves = Handles(inputs), seeds = Seeds(grad_outputs, outputs.Count), results = new nint[inputs.Count];
            fixed (nint* r = roots, l = leaves, s = seeds, found = results)
            {
                int done = Native.ts_gradients(r, roots.Length, l, leaves.Length, s, seeds.Length, retain_graph || create_graph ? 1 : 0,
                    create_graph ? 1 : 0, allow_unused ? 1 : 0, found);
                if (done < 0) FunctionNode.Rethrow();
                Native.Check(done);
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return results.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToArray();
        }

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : tensors.Select(t => t.Handle).ToArray();

        /// <summary>One seed per root, undefined where none is given: libtorch then takes ones for a scalar.</summary>
        private static nint[] Seeds(IList<Tensor>? seeds, int count)
        {
            if (seeds is null) return new nint[count];
            if (seeds.Count != count)
                throw new ArgumentException($"{count} outputs need {count} gradient tensors, but {seeds.Count} were given.", nameof(seeds));
            return seeds.Select(t => t is null ? 0 : t.Handle).ToArray();
        }
    }
}
