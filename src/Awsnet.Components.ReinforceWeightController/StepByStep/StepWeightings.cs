using System.Collections.Immutable;
using System.Text.Json.Nodes;

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

    /// <summary>Makes the weighting that a state was saved of: same method, losses and options, at the same point.</summary>
    /// <param name="state">What <see cref="IStepWeighting.SaveState"/> of one of this package's weightings gave.</param>
    /// <exception cref="FormatException">It is no weighting's state, of a newer version, of a method not known here, or
    /// damaged.</exception>
    public static StepWeighting FromState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var settings = StateReader.Of(state, "weighting")["settings"];
        StepWeighting weighting;
        try
        {
            weighting = Make(settings["method"].Text(), settings["losses"].Texts(), settings["parameters"], new()
            {
                LargestRatio = settings["largestRatio"].Number(),
                Smoothing = settings["smoothing"].Number(),
                RefreshInterval = settings["refreshInterval"].Integer(),
                Seed = settings["seed"].Long(),
            });
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"The saved state's settings are damaged: {exception.Message}", exception);
        }
        weighting.LoadState(state);
        return weighting;
    }

    private static StepWeighting Make(string method, ImmutableArray<string> losses, StateReader parameters, StepWeightingOptions options)
    {
        double Number(string name) => parameters[name].Number();
        int Integer(string name) => parameters[name].Integer();
        return method switch
        {
            nameof(EqualWeighting) => new EqualWeighting(losses, options),
            nameof(FixedWeighting) => new FixedWeighting(LossWeights.Of(losses, parameters["weights"].Numbers().AsSpan())),
            nameof(HalvingWeighting) => new HalvingWeighting(losses),
            nameof(UncertaintyWeighting) => new UncertaintyWeighting(losses, Number("learningRate"), options),
            nameof(AnalyticUncertaintyWeighting) => new AnalyticUncertaintyWeighting(losses, options),
            nameof(SoftUncertaintyWeighting) => new SoftUncertaintyWeighting(losses, Number("temperature"), options),
            nameof(DynamicWeightAverage) => new DynamicWeightAverage(losses, Number("T"), Integer("period"), options),
            nameof(RandomLossWeighting) => new RandomLossWeighting(losses, options),
            nameof(GeometricLossStrategy) => new GeometricLossStrategy(losses, options),
            nameof(SmoothTchebycheff) => new SmoothTchebycheff(losses, Number("mu"), Integer("warmUp"), Integer("period"), options),
            nameof(Famo) => new Famo(losses, Number("learningRate"), Number("gamma"), options),
            nameof(GradNorm) => new GradNorm(losses, Number("alpha"), Number("learningRate"), Integer("period"), options),
            nameof(Mgda) => new Mgda(losses, Enum.Parse<MgdaNormalization>(parameters["normalization"].Text()), options),
            nameof(PCGrad) => new PCGrad(losses, options),
            nameof(GradVac) => new GradVac(losses, Number("beta"), options),
            nameof(CAGrad) => new CAGrad(losses, Number("c"), options),
            nameof(ImtlG) => new ImtlG(losses, options),
            nameof(NashMtl) => new NashMtl(losses, options),
            nameof(AlignedMtl) => new AlignedMtl(losses, options),
            nameof(FairGrad) => new FairGrad(losses, Number("alpha"), options),
            nameof(UPGrad) => new UPGrad(losses, Number("normEps"), Number("regEps"), options),
            nameof(Hypergradient) => new Hypergradient(losses, Number("learningRate"), Number("momentum"), options),
            _ => throw new FormatException($"The saved state is of the method {method}, which this package does not have."),
        };
    }
}
