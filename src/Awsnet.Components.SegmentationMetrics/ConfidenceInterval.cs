namespace Awsnet.Components;

/// <summary>An interval of confidence.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Confidence">In (0, 1), such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Confidence);
