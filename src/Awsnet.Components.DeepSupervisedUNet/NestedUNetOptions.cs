namespace Awsnet.Components;

/// <summary>The shape and the choices of a <see cref="NestedUNet"/>.</summary>
public sealed record NestedUNetOptions : SupervisedNetworkOptions;
