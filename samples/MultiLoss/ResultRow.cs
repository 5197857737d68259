namespace Awsnet.Components.Samples;

/// <summary>A training of a method, as <c>--json</c> writes it.</summary>
internal sealed record ResultRow(
    string Method, long Seed, double Error, double Cost, double Seconds, IReadOnlyDictionary<string, double> Weights);
