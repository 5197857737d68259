using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation whose forward and backward passes are managed code; see the two that derive from it.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            private static readonly T instance = new();

            public abstract string Name { get; }

            /// <summary>Runs the forward pass without gradients and puts the function into the graph.</summary>
            public static List<Tensor> apply_internal(params object[] vars)
            {
                ArgumentNullException.ThrowIfNull(vars);
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad()) outputs = instance.Forward(context, vars);
                Tensor[] inputs = vars.OfType<Tensor>().ToArray();
                if (!is_grad_enabled() || !inputs.Any(input => input.requires_grad))
                {
                    context.Dispose();
                    return outputs;
                }
                if (outputs.Any(output => inputs.Any(input => ReferenceEquals(input, output) || input.Handle == output.Handle)))
                    throw new NotSupportedException($"{instance.Name} returned one of its inputs; return a new tensor, such as its clone.");
                FunctionNode.Insert(new FunctionCall(context, vars.Select(v => v is Tensor).ToArray()), inputs, outputs.Except(context.WithoutGradient));
                return outputs;
            }

            internal abstract List<Tensor> Forward(AutogradContext context, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext context, List<Tensor> gradients);

            private sealed class FunctionCall(AutogradContext context, bool[] isTensor) : FunctionNode(context)
            {
                protected override IEnumerable<Tensor?> Backward(List<Tensor> gradients)
                {
                    List<Tensor> found = instance.Backward(Context, gradients);
                    if (found.Count < isTensor.Length || found.Skip(isTensor.Length).Any(t => t is not null))
                        throw new InvalidOperationException($"{instance.Name} gave {found.Count} gradients for {isTensor.Length} arguments; give one for each, null for what is no tensor.");
                    for (int k = 0; k < isTensor.Length; k++)
                        if (!isTensor[k] && found[k] is not null)
                            throw new InvalidOperationException($"{instance.Name} gave a gradient for argument {k}, which is no tensor; give null.");
                    return found.Where((_, k) => k < isTensor.Length && isTensor[k]);
                }
            }
        }

        /// <summary>The managed half of a node of the graph. The native half owns it by a handle and calls it on whatever thread the graph runs.</summary>
        internal abstract unsafe class FunctionNode(AutogradContext context)
        {
            [ThreadStatic] private static ExceptionDispatchInfo? failure;

            protected AutogradContext Context { get; } = context;

            /// <summary>The gradients of the tensors among the arguments; they belong to the current dispose scope.</summary>
            protected abstract IEnumerable<Tensor?> Backward(List<Tensor> gradients);

            internal static void Insert(FunctionNode call, Tensor[] inputs, IEnumerable<Tensor> outputs)
            {
                nint[] from = inputs.Select(t => t.Handle).ToArray(), to = outputs.Select(t => t.Handle).ToArray();
                // The native node frees the handle, also when it cannot be put into the graph.
                nint owner = GCHandle.ToIntPtr(GCHandle.Alloc(call));
                fixed (nint* i = from, o = to)
                    call.Context.Attach(Native.Check(Native.ts_function(owner, &OnBackward, &OnDrop, call.Context.MaterializeGrads ? 1 : 0, i, from.Length, o, to.Length)));
                GC.KeepAlive(inputs);
                GC.KeepAlive(outputs);
            }

            /// <summary>Throws what a managed backward pass threw on this thread, in place of what libtorch made of it.</summary>
            internal static void Rethrow()
            {
                ExceptionDispatchInfo? thrown = failure;
                failure = null;
                thrown?.Throw();
            }

            [UnmanagedCallersOnly]
            private static int OnBackward(nint owner, nint* gradients, int count, nint* results, int inputs)
            {
                using DisposeScope scope = NewDisposeScope();
                try
                {
                    var given = new List<Tensor>(count);
                    for (int k = 0; k < count; k++) given.Add(gradients[k] == 0 ? null! : new Tensor(gradients[k]));
                    var call = (FunctionNode)GCHandle.FromIntPtr(owner).Target!;
                    int next = 0;
                    foreach (Tensor? found in call.Backward(given))
                        if (next < inputs) results[next++] = found is null ? 0 : Native.Check(Native.ts_retain(found.Handle));
                    return 0;
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                    return -1;
                }
            }

            [UnmanagedCallersOnly]
            private static void OnDrop(nint owner)
            {
                GCHandle handle = GCHandle.FromIntPtr(owner);
                ((FunctionNode)handle.Target!).Context.Dispose();
                handle.Free();
            }
        }
    }
}
