namespace Awsnet.Components;

/// <summary>What keeps networks from training side by side.</summary>
internal static class SideBySide
{
    /// <exception cref="NotSupportedException">The network drops features.</exception>
    internal static void RefuseDropout(torch.nn.Module network)
    {
        foreach (var (name, module) in network.named_modules())
        {
            if (module.GetType().Name.Contains("Dropout", StringComparison.Ordinal)
                && module.GetType().GetProperty("p")?.GetValue(module) is not 0.0)
                throw new NotSupportedException(
                    $"\"{name}\" is a {module.GetType().Name}: its draws come from torch's one generator and would depend on how " +
                    "candidates side by side take turns. Train them one after the other (Parallelism 1), or without dropout.");
        }
    }
}
