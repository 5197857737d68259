using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components;

/// <summary>
/// Runs a part of a network without keeping what its backward pass needs, and runs it once more when that pass comes: the
/// same numbers, for one more forward pass of the part, and only its inputs are held in between.
/// </summary>
internal sealed class Recomputed : autograd.SingleTensorFunction<Recomputed>
{
    public override string Name => nameof(Recomputed);

    /// <param name="module">Owns every parameter and buffer that the part uses.</param>
    /// <param name="part">A function of its inputs, parameters and buffers alone, without draws of its own.</param>
    /// <param name="inputs">What the part is given.</param>
    public static Tensor Run(nn.Module module, Func<Tensor[], Tensor> part, params Tensor[] inputs)
    {
        if (!is_grad_enabled())
            return part(inputs);
        Parameter[] parameters = [.. module.parameters()];
        return apply([new Plan(module, part, inputs.Length, module.training), .. inputs, .. parameters]);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var plan = (Plan)vars[0];
        Tensor[] tensors = [.. vars.Skip(1).Cast<Tensor>()];
        ctx.save_data(nameof(Plan), plan);
        ctx.save_for_backward([.. tensors]);
        using var scope = NewDisposeScope();
        return plan.Part(tensors[..plan.Inputs]).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (Plan)ctx.get_data(nameof(Plan));
        if (plan.Training != plan.Module.training)
            throw new InvalidOperationException("The network went from training to evaluation or back between its forward and its backward pass; a part that is recomputed needs both in one mode.");
        if (is_grad_enabled())
            throw new NotSupportedException("A part of the network is recomputed, so its gradients cannot be differentiated again (create_graph); build the network without recomputation.");

        using var scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        // Inputs are cut from the graph they came by; parameters are the leaves of both graphs.
        Tensor[] leaves = [.. saved.Select((tensor, k) => k < plan.Inputs ? tensor.detach().requires_grad_(tensor.requires_grad) : tensor)];
        (Tensor Live, Tensor Copy)[] buffers;
        using (no_grad())
            buffers = [.. plan.Module.buffers().Select(live => (live, live.clone()))];

        Tensor[] wanted = [.. leaves.Where(leaf => leaf.requires_grad)];
        Tensor root = Again(plan, leaves, new Seed(grad_output));
        IList<Tensor> gradients = autograd.grad([root], wanted, allow_unused: true);
        using (no_grad())
        {
            // The second pass must leave no trace: running statistics have been updated by the first.
            foreach (var (live, copy) in buffers)
                live.copy_(copy);
        }

        int next = 0;
        List<Tensor> found = [null!, .. leaves.Select(leaf => leaf.requires_grad ? gradients[next++] : null!)];
        for (int k = 1; k < found.Count; k++)
            found[k] = Dense(found[k], leaves[k - 1])!;
        return found;
    }

    /// <summary>The gradient in memory of its own: one that is a part of a joined feature's would keep the whole of that.</summary>
    private static Tensor? Dense(Tensor? gradient, Tensor leaf)
    {
        bool isPart = gradient is not null && !gradient.is_contiguous() && !gradient.stride().SequenceEqual(leaf.stride());
        return (isPart ? empty_like(leaf).copy_(gradient!) : gradient)?.MoveToOuterDisposeScope();
    }

    /// <summary>The part's graph. Its output itself is let go: of those that end in a ReLU or a normalisation nothing more needs it.</summary>
    private static Tensor Again(Plan plan, Tensor[] leaves, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        return Seeded.apply(plan.Part(leaves[..plan.Inputs]), seed).MoveToOuterDisposeScope();
    }

    private sealed record Plan(nn.Module Module, Func<Tensor[], Tensor> Part, int Inputs, bool Training);

    /// <summary>A gradient that is handed on once and then held by nobody else.</summary>
    private sealed class Seed(Tensor gradient)
    {
        /// <summary>Takes it: the caller's object is empty afterwards.</summary>
        public Tensor Take() => Tensor.UnsafeCreateTensor(gradient.DecoupleFromNativeHandle());
    }

    /// <summary>A root for a backward pass that holds one number instead of the output it stands for.</summary>
    private sealed class Seeded : autograd.SingleTensorFunction<Seeded>
    {
        public override string Name => nameof(Seeded);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data(nameof(Seed), vars[1]);
            return zeros(1, ((Tensor)vars[0]).dtype, ((Tensor)vars[0]).device);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [((Seed)ctx.get_data(nameof(Seed))).Take(), null!];
    }
}
