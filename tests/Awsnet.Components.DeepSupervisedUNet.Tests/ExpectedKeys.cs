namespace Awsnet.Components.Tests;

/// <summary>The state dictionary's keys, spelled out from the architecture and not from the code.</summary>
internal static class ExpectedKeys
{
    public static IEnumerable<string> Of(SupervisedNetworkOptions options) => options switch
    {
        NestedUNetOptions => Nested(options),
        DeepSupervisedUNetOptions unet => UNet(unet),
        _ => [],
    };

    private static IEnumerable<string> UNet(DeepSupervisedUNetOptions options)
    {
        int depth = options.Depth;
        IEnumerable<string> keys = Enumerable.Range(0, depth + 1).SelectMany(level => Block($"encoder.{level}", options));
        keys = keys.Concat(Steps(step => Pair($"up.{step}.convolution", $"up.{step}.normalization", options)));
        if (options.SkipGate is not null)
        {
            keys = keys.Concat(Steps(step => new[] { "gate", "skip", "attention" }.SelectMany(part =>
                Weights($"gates.{step}.{part}Projection").Concat(BatchNorm($"gates.{step}.{part}Normalization")))));
        }
        return keys.Concat(Steps(step => Block($"decoder.{step}", options))).Concat(Heads(options));

        IEnumerable<string> Steps(Func<int, IEnumerable<string>> of) => Enumerable.Range(0, depth).SelectMany(of);
    }

    private static IEnumerable<string> Nested(SupervisedNetworkOptions options)
    {
        for (int level = 0; level <= options.Depth; level++)
        {
            for (int column = 0; column <= options.Depth - level; column++)
            {
                foreach (string key in Block($"nodes.{level}.{column}", options))
                    yield return key;
            }
        }
        foreach (string key in Heads(options))
            yield return key;
    }

    private static IEnumerable<string> Block(string name, SupervisedNetworkOptions options) =>
        Pair($"{name}.convolution1", $"{name}.normalization1", options)
            .Concat(Pair($"{name}.convolution2", $"{name}.normalization2", options));

    private static IEnumerable<string> Pair(string convolution, string normalization, SupervisedNetworkOptions options) =>
        Weights(convolution).Concat(options.Normalization switch
        {
            UNetNormalization.Batch => BatchNorm(normalization),
            UNetNormalization.None => [],
            _ => Weights(normalization),
        });

    private static IEnumerable<string> Heads(SupervisedNetworkOptions options) =>
        Enumerable.Range(0, options.Heads ?? options.Depth).SelectMany(head => Weights($"heads.{head}"));

    private static IEnumerable<string> Weights(string name) => [$"{name}.weight", $"{name}.bias"];

    private static IEnumerable<string> BatchNorm(string name) =>
        Weights(name).Concat([$"{name}.running_mean", $"{name}.running_var", $"{name}.num_batches_tracked"]);
}
