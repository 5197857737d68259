using System.Collections.Immutable;

namespace Awsnet.Components.Samples;

/// <summary>Where the candidates of a search train, if not in this process.</summary>
/// <param name="Workers">Processes at once.</param>
/// <param name="Launcher">Starts them.</param>
/// <param name="Folder">Where their files go.</param>
/// <param name="Arguments">What the program is started with, so that it makes the same training.</param>
internal sealed record Elsewhere(int Workers, ILauncher Launcher, string Folder, ImmutableArray<string> Arguments)
{
    public CandidateProcesses<TSnapshot> Candidates<TSnapshot>(ISavableTrainable<TSnapshot> trainable) where TSnapshot : class =>
        new(trainable, Folder, new() { Arguments = Arguments }, Launcher);

    public WholeRunProcesses WholeRuns() => new(Folder, new() { Arguments = Arguments }, Launcher);
}
