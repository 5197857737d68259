namespace Awsnet.Components.Tests;

/// <summary>A test that needs checkouts of the peers in the folder that AWSNET_PEERS names.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WithPeersFactAttribute : FactAttribute
{
    public WithPeersFactAttribute()
    {
        if (Folder is null)
            Skip = "AWSNET_PEERS names no folder with checkouts of the peers.";
    }

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("AWSNET_PEERS") is { Length: > 0 } folder ? folder : null;
}
