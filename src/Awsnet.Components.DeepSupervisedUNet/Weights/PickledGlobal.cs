namespace Awsnet.Components;

/// <summary>A name that a pickle refers to. It stays a name: what it may stand for is decided by <see cref="RestrictedUnpickler"/>.</summary>
internal sealed record PickledGlobal(string Module, string Name);
