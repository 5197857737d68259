namespace Awsnet.Components;

/// <summary>
/// Work in other processes cannot begin or go on; the message says what was seen and what to do. Nothing is left running.
/// </summary>
/// <param name="message">What was seen and what to do.</param>
/// <param name="inner">Its cause, or null.</param>
public sealed class ClusterException(string message, Exception? inner = null) : Exception(message, inner);
