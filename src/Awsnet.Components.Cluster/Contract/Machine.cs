namespace Awsnet.Components;

/// <summary>What the machine is called on which a process runs.</summary>
internal static class Machine
{
    /// <summary>Slurm's name of the node where there is one: several may be one machine.</summary>
    internal static string Name => Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? Environment.MachineName;
}
