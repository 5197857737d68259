namespace Awsnet.Components;

/// <summary>A file is no ELF library, or a broken one.</summary>
internal sealed class InvalidElfException(string message) : Exception(message);
