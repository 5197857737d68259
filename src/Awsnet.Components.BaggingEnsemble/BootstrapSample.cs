namespace Awsnet.Components;

/// <summary>The items one member trains on, and those it never sees.</summary>
/// <param name="Member">Index of the member.</param>
/// <param name="InBag">Indices of the items drawn, repeats included, ascending.</param>
/// <param name="OutOfBag">Indices of the items not drawn, ascending.</param>
public sealed record BootstrapSample(int Member, IReadOnlyList<int> InBag, IReadOnlyList<int> OutOfBag);
