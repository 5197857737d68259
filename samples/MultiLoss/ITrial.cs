using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Awsnet.Components.Samples;

/// <summary>One training of a <see cref="StepProblem"/>.</summary>
internal interface ITrial : IDisposable
{
    /// <summary>The losses' names.</summary>
    IReadOnlyList<string> Names { get; }

    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Those that all losses share, whose gradients are compared.</summary>
    IReadOnlyList<Parameter> Shared => Parameters;

    double LearningRate { get; }

    /// <summary>What its steps draw from; null if they draw nothing.</summary>
    Noise? Draws => null;

    /// <summary>The losses of a step, scalars on one graph.</summary>
    Tensor[] Losses(int step);

    /// <summary>The loss on labels that are kept from training, on a graph of its own.</summary>
    Tensor ValidationLoss();

    /// <summary>The same as a number.</summary>
    double ValidationError();

    /// <summary>The error that nothing was chosen by.</summary>
    double Error();
}
