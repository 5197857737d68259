namespace Awsnet.Components;

/// <summary>Weights of a network in and out by name, checked as a whole before anything is changed.</summary>
public static class NetworkWeights
{
    /// <summary>Copies weights into a network, in its own data types and on its own device.</summary>
    /// <param name="network">The network to fill.</param>
    /// <param name="weights">Tensors by their names.</param>
    /// <param name="names">Whose names they are; <see langword="null"/> for ours.</param>
    /// <exception cref="InvalidDataException">Keys that are missing, unknown, given twice or of another shape: one message names them all,
    /// and the network is as it was.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, Tensor> weights, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(weights);
        names ??= WeightNames.Same;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Dictionary<string, Tensor> own = network.state_dict();
        CheckFit(own, weights, names);
        foreach ((string key, Tensor value) in weights)
            own[names.ToOurs(key)].copy_(value);
    }

    /// <summary>Copies of all weights of a network, on the CPU, by the names asked for.</summary>
    /// <param name="network">The network to read.</param>
    /// <param name="names">Whose names to use; <see langword="null"/> for ours.</param>
    /// <returns>New tensors without gradients, in the dispose scope of the caller.</returns>
    public static Dictionary<string, Tensor> Export(nn.Module network, WeightNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        names ??= WeightNames.Same;
        using var frozen = no_grad();
        var exported = new Dictionary<string, Tensor>();
        foreach ((string key, Tensor value) in network.state_dict())
        {
            using var scope = NewDisposeScope();
            exported.Add(names.ToTheirs(key), value.detach().cpu().contiguous().clone().MoveToOuterDisposeScope());
        }
        return exported;
    }

    private static void CheckFit(Dictionary<string, Tensor> own, IReadOnlyDictionary<string, Tensor> weights, WeightNames names)
    {
        List<string> unknown = [], misshapen = [];
        HashSet<string> met = [];
        foreach ((string key, Tensor value) in weights)
        {
            if (!own.TryGetValue(names.ToOurs(key), out Tensor? mine))
                unknown.Add(key);
            else if (!met.Add(names.ToOurs(key)))
                unknown.Add($"{key} (given twice)");
            else if (!mine.shape.AsSpan().SequenceEqual(value.shape))
                misshapen.Add($"{key} is [{string.Join(", ", value.shape)}], expected [{string.Join(", ", mine.shape)}]");
        }
        IEnumerable<string> missing = own.Keys.Where(key => !met.Contains(key)).Select(names.ToTheirs);
        string problem = string.Join("; ", new[]
        {
            Listed("missing", missing), Listed("unknown", unknown), Listed("of another shape", misshapen),
        }.Where(text => text.Length > 0));
        if (met.Count == 0 && Prefixes(own, weights, names) is { Length: > 0 } prefixes)
            throw new InvalidDataException(
                $"The weights have the network's names behind {string.Join(" and ", prefixes)}, as a run's checkpoint has; take those of " +
                $"one of them: SafeTensors.Load(path, \"{prefixes[0]}\").");
        if (problem.Length > 0)
            throw new InvalidDataException(
                $"The weights do not fit the network: {problem}. Give a file of this very architecture, or the names it was written with.");
    }

    /// <summary>What stands before every name of the network.</summary>
    private static string[] Prefixes(
        Dictionary<string, Tensor> own, IReadOnlyDictionary<string, Tensor> weights, WeightNames names)
    {
        string[] wanted = [.. own.Keys.Select(names.ToTheirs)];
        return [.. weights.Keys.Where(key => wanted.Length > 0 && key.EndsWith(wanted[0], StringComparison.Ordinal))
            .Select(key => key[..^wanted[0].Length])
            .Where(prefix => Array.TrueForAll(wanted, name => weights.ContainsKey(prefix + name)))
            .Order(StringComparer.Ordinal)];
    }

    private static string Listed(string what, IEnumerable<string> keys)
    {
        string[] sorted = [.. keys.Order(StringComparer.Ordinal)];
        return sorted.Length == 0 ? "" : $"{sorted.Length} {what} ({string.Join(", ", sorted)})";
    }
}
