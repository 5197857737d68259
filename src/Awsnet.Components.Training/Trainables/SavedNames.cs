namespace Awsnet.Components;

/// <summary>
/// Compares the names of saved tensors with those of the state that they are for: what is read by name alone leaves out what is not asked
/// for.
/// </summary>
internal static class SavedNames
{
    private const int NamesShown = 4;

    /// <exception cref="InvalidDataException">One of the two has a tensor that the other lacks. The network is looked at first: of another
    /// network the optimizer's memory is another one too.</exception>
    internal static void Check(string path, IEnumerable<string> saved, IEnumerable<string> own)
    {
        string[] had = [.. saved], has = [.. own];
        string[] before = [.. had.Except(has)], now = [.. has.Except(had)];
        string[] networkBefore = Network(before), networkNow = Network(now);
        if (networkBefore.Length + networkNow.Length > 0)
            throw new InvalidDataException(
                $"{path} was saved with another network: {Difference(networkBefore, networkNow)}. Make the network with the options that " +
                "it was trained with: depth, bias, normalization, gates and heads decide which tensors there are.");
        if (before.Length + now.Length > 0)
            throw new InvalidDataException(
                $"{path} was saved with another optimizer or other options: {Difference(before, now)}. Use those that it was saved with.");
    }

    private static string[] Network(string[] names) =>
        [.. names.Where(name => name.StartsWith(NetworkState.NetworkPrefix, StringComparison.Ordinal))
            .Select(name => name[NetworkState.NetworkPrefix.Length..])];

    private static string Difference(string[] before, string[] now) => string.Join("; ", new[]
    {
        before.Length == 0 ? null : $"it has {Shown(before)}, which this one lacks",
        now.Length == 0 ? null : $"it lacks {Shown(now)}, which this one has",
    }.OfType<string>());

    private static string Shown(string[] names) => string.Join(", ", names.Take(NamesShown))
        + (names.Length > NamesShown ? $" and {names.Length - NamesShown} more" : "");
}
