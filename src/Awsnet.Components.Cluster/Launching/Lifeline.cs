namespace Awsnet.Components;

/// <summary>Tells this process when the one that started it closes its input or dies.</summary>
internal static class Lifeline
{
    internal const string Variable = "AWSNET_LIFELINE";

    /// <summary>Holds on, where the launcher gave a lifeline; without it this process is ended.</summary>
    // A thread that hangs in native code would keep an orderly exit waiting.
    internal static void Hold() => Hold(() => System.Diagnostics.Process.GetCurrentProcess().Kill());

    /// <summary>Watches, where the launcher gave a lifeline.</summary>
    internal static void Hold(Action onLost)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            return;
        // Not for what this process starts.
        Environment.SetEnvironmentVariable(Variable, null);
        new Thread(() =>
        {
            var input = Console.OpenStandardInput();
            var nothing = new byte[256];
            while (input.Read(nothing) > 0)
            {
            }
            onLost();
        })
        { IsBackground = true, Name = "lifeline" }.Start();
    }
}
