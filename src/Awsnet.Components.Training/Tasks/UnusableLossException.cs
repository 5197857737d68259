namespace Awsnet.Components;

/// <summary>What the task's Loss gave trains nothing, whatever the weights: a mistake in the program, and no candidate's fault.</summary>
internal sealed class UnusableLossException(string message) : InvalidOperationException(message);
