using FluentAssertions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.TestKit;

/// <summary>What every module of this library keeps to. One call checks it all.</summary>
public static class ModuleContract
{
    public static void Check<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        // Initial weights that do not depend on which tests ran before: small networks can be born dead.
        manual_seed(1);
        OutputsHaveTheirShapes(candidate);
        OddSizesAreAcceptedOrRefused(candidate);
        GradientsReachEverything(candidate);
        KeysAreExact(candidate);
        SavedAndLoadedIsBitEqual(candidate);
        NothingLeaks(candidate);
    }

    private static void OutputsHaveTheirShapes<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using TModule module = candidate.Create();
        Tensor[] inputs = candidate.Inputs();
        byte[][] before = [.. inputs.Select(Bytes)];
        Tensor[] outputs = candidate.Run(module, inputs);
        ShapesOf(outputs).Should().BeEquivalentTo(candidate.OutputShapes, options => options.WithStrictOrdering());
        outputs.Should().NotIntersectWith(inputs, "a module never returns an input itself");
        inputs.Select(Bytes).Should().BeEquivalentTo(before, options => options.WithStrictOrdering(), "a module never changes its inputs");
    }

    private static void OddSizesAreAcceptedOrRefused<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using TModule module = candidate.Create();
        Func<Tensor[]> run = () => candidate.Run(module, candidate.OddInputs());
        if (candidate.OddRefusal is { } refusal)
            run.Should().Throw<ArgumentException>().WithMessage(refusal);
        else
            ShapesOf(run()).Should().BeEquivalentTo(candidate.OddOutputShapes, options => options.WithStrictOrdering());
    }

    /// <summary>A bias before a normalization has a true gradient of zero, so only wider tensors must be different from zero.</summary>
    private static void GradientsReachEverything<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using TModule module = candidate.Create();
        Tensor[] inputs = candidate.Inputs();
        (string Name, Tensor Tensor)[] leaves = [.. module.named_parameters()
            .Select(parameter => (parameter.Item1, (Tensor)parameter.Item2))];
        if (leaves.Length == 0)
            leaves = [.. inputs.Where(input => input.is_floating_point()).Select((input, i) => ($"input {i}", input.requires_grad_()))];
        leaves.Should().NotBeEmpty();

        // Squares: the plain sum over pixels of a normalized feature is constant and would hide a broken path.
        stack([.. candidate.Run(module, inputs).Select(output => output.square().sum())]).sum().backward();
        foreach ((string name, Tensor leaf) in leaves)
        {
            leaf.grad.Should().NotBeNull($"the gradient must reach {name}");
            leaf.grad!.isfinite().all().ToBoolean().Should().BeTrue($"the gradient of {name} must be finite");
            if (leaf.Dimensions > 1)
                leaf.grad!.abs().max().to(ScalarType.Float64).ToDouble().Should().BePositive($"the gradient of {name} must not vanish");
        }
    }

    private static void KeysAreExact<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using TModule module = candidate.Create();
        module.state_dict().Keys.Should()
            .BeEquivalentTo(candidate.Keys, "a state is read by name: TorchSharp lists all parameters before all buffers");
    }

    private static void SavedAndLoadedIsBitEqual<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using TModule first = candidate.Create(), second = candidate.Create();
        Tensor[] inputs = candidate.Inputs();
        candidate.Run(first, inputs);   // moves running statistics away from their initial values
        var file = new MemoryStream();
        first.save(file);   // closes the stream
        second.load(new MemoryStream(file.ToArray()));
        Dictionary<string, Tensor> saved = first.state_dict(), loaded = second.state_dict();
        foreach ((string key, Tensor value) in saved)
            Bytes(loaded[key]).Should().Equal(Bytes(value), $"{key} must be the same bits after loading");
        first.eval();
        second.eval();
        candidate.Run(second, inputs).Select(Bytes).Should().BeEquivalentTo(
            candidate.Run(first, inputs).Select(Bytes), options => options.WithStrictOrdering());
    }

    private static void NothingLeaks<TModule>(ModuleCase<TModule> candidate) where TModule : nn.Module
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        int convolutions;
        using (TModule module = candidate.Create())
        {
            convolutions = module.named_modules().Count(entry => entry.module is Convolution);
            Tensor[] inputs = candidate.Inputs();
            long ready = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            Tensor[] outputs = candidate.Run(module, inputs);
            (DisposeScopeManager.Statistics.ThreadTotalLiveCount - ready).Should()
                .Be(outputs.Length, "only the outputs may outlive a forward pass");
            foreach (Tensor tensor in outputs.Concat(inputs))
                tensor.Dispose();
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(
            before + convolutions * LeftByConvolution(),
                "a disposed module leaves no tensor behind but those that TorchSharp's own layers leave");
    }

    /// <summary>TorchSharp 0.107 leaves one tensor of each convolution that is made and disposed.</summary>
    public static long LeftByConvolution()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        nn.Conv2d(1, 1, kernel_size: 1L).Dispose();
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }

    private static long[][] ShapesOf(Tensor[] tensors) => [.. tensors.Select(tensor => tensor.shape)];

    private static byte[] Bytes(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().bytes.ToArray();
    }
}
