namespace Awsnet.Components;

/// <summary>What a weighting is told at one step. Numbers only: no tensors.</summary>
/// <param name="losses">One value per loss.</param>
/// <param name="gram">G[i, j] = gᵢ · gⱼ, row by row, of the losses' gradients in the shared parameters; empty where not computed.</param>
/// <param name="validationProducts">g_val · gᵢ per loss; empty where not computed.</param>
/// <param name="validationSquaredNorm">‖g_val‖², 0 where not computed.</param>
public readonly ref struct StepInput(
    ReadOnlySpan<double> losses, ReadOnlySpan<double> gram = default, ReadOnlySpan<double> validationProducts = default,
    double validationSquaredNorm = 0)
{
    /// <summary>One value per loss.</summary>
    public ReadOnlySpan<double> Losses { get; } = losses;

    /// <summary>gᵢ · gⱼ, row by row; empty where not computed.</summary>
    public ReadOnlySpan<double> Gram { get; } = gram;

    /// <summary>g_val · gᵢ; empty where not computed.</summary>
    public ReadOnlySpan<double> ValidationProducts { get; } = validationProducts;

    /// <summary>‖g_val‖².</summary>
    /// <value>0 where not computed.</value>
    public double ValidationSquaredNorm { get; } = validationSquaredNorm;

    /// <summary>Losses alone.</summary>
    /// <param name="losses">One value per loss.</param>
    public static implicit operator StepInput(ReadOnlySpan<double> losses) => new(losses);

    /// <summary>Losses alone.</summary>
    /// <param name="losses">One value per loss.</param>
    public static implicit operator StepInput(double[] losses) => new(losses);
}
