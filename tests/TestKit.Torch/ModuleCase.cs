using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.TestKit;

/// <summary>One module, and what <see cref="ModuleContract"/> may expect of it.</summary>
public sealed record ModuleCase<TModule> where TModule : nn.Module
{
    /// <summary>A new module; its weights may be drawn from torch's generator.</summary>
    public required Func<TModule> Create { get; init; }

    /// <summary>Inputs for one forward pass; floating ones get a gradient where the module has no parameters.</summary>
    public required Func<Tensor[]> Inputs { get; init; }

    /// <summary>One forward pass: all outputs.</summary>
    public required Func<TModule, Tensor[], Tensor[]> Run { get; init; }

    /// <summary>The shape of each output.</summary>
    public required long[][] OutputShapes { get; init; }

    /// <summary>The exact keys of the state dictionary, in any order.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Inputs of odd sizes, with the shapes that come out or, where <see cref="OddRefusal"/> is set, an error.</summary>
    public required Func<Tensor[]> OddInputs { get; init; }

    /// <summary>The shape of each output for <see cref="OddInputs"/>.</summary>
    public long[][] OddOutputShapes { get; init; } = [];

    /// <summary>
    /// What the ArgumentException for <see cref="OddInputs"/> says, as a wildcard pattern; null where odd sizes are accepted.
    /// </summary>
    public string? OddRefusal { get; init; }
}
