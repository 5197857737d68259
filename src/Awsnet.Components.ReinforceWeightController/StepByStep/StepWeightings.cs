using System.Collections.Immutable;

namespace Awsnet.Components;

/// <summary>All step-by-step weightings by name, with their defaults.</summary>
public static class StepWeightings
{
    private static readonly (string Name, Func<IEnumerable<string>, StepWeightingOptions?, StepWeighting> Create)[] Known =
    [
        ("equal", (losses, options) => new EqualWeighting(losses, options)),
        ("halving", (losses, _) => new HalvingWeighting(losses)),
        ("uw", (losses, options) => new UncertaintyWeighting(losses, options: options)),
        ("uw-analytic", (losses, options) => new AnalyticUncertaintyWeighting(losses, options)),
        ("uw-so", (losses, options) => new SoftUncertaintyWeighting(losses, options: options)),
        ("dwa", (losses, options) => new DynamicWeightAverage(losses, options: options)),
        ("rlw", (losses, options) => new RandomLossWeighting(losses, options)),
        ("gls", (losses, options) => new GeometricLossStrategy(losses, options)),
        ("stch", (losses, options) => new SmoothTchebycheff(losses, options: options)),
        ("famo", (losses, options) => new Famo(losses, options: options)),
        ("gradnorm", (losses, options) => new GradNorm(losses, options: options)),
        ("mgda", (losses, options) => new Mgda(losses, options: options)),
        ("pcgrad", (losses, options) => new PCGrad(losses, options)),
        ("gradvac", (losses, options) => new GradVac(losses, options: options)),
        ("cagrad", (losses, options) => new CAGrad(losses, options: options)),
        ("imtl-g", (losses, options) => new ImtlG(losses, options)),
        ("nash-mtl", (losses, options) => new NashMtl(losses, options)),
        ("aligned-mtl", (losses, options) => new AlignedMtl(losses, options)),
        ("fairgrad", (losses, options) => new FairGrad(losses, options: options)),
        ("upgrad", (losses, options) => new UPGrad(losses, options: options)),
        ("hypergradient", (losses, options) => new Hypergradient(losses, options: options)),
    ];

    /// <summary>The methods' names, those of losses alone first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Select(method => method.Name)];

    /// <summary>Makes a weighting with its method's defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="losses">The losses' names.</param>
    /// <param name="options">Null for the defaults; "halving", whose weights are fixed, takes none of them.</param>
    /// <exception cref="ArgumentException">No method has the name.</exception>
    public static StepWeighting Create(string name, IEnumerable<string> losses, StepWeightingOptions? options = null)
    {
        foreach (var method in Known)
        {
            if (method.Name == name)
                return method.Create(losses, options);
        }
        throw new ArgumentException($"There is no method \"{name}\"; the methods are {string.Join(", ", Names)}.", nameof(name));
    }
}
