namespace Awsnet.Components;

/// <summary>
/// The names that another program gives to the weights of a network: a two-way map of module names, for example
/// <c>gates.0.gateProjection</c> ↔ <c>Att5.W_g.0</c>. What follows the module's name (<c>.weight</c>,
/// <c>.running_mean</c>, …) is the same on both sides.
/// </summary>
public sealed class WeightNames
{
    private readonly Dictionary<string, string> toTheirs = [];
    private readonly Dictionary<string, string> toOurs = [];

    /// <summary>Builds a map from pairs of module names.</summary>
    /// <param name="modules">Pairs (ours, theirs); each name once on its side. A module that is not listed keeps its name.</param>
    /// <exception cref="ArgumentException">A name that occurs twice.</exception>
    public WeightNames(IEnumerable<(string Ours, string Theirs)> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach ((string ours, string theirs) in modules)
        {
            if (!toTheirs.TryAdd(ours, theirs) || !toOurs.TryAdd(theirs, ours))
                throw new ArgumentException($"The pair ({ours}, {theirs}) names a module that an earlier pair names too.", nameof(modules));
        }
    }

    /// <summary>The map that changes nothing.</summary>
    /// <value>No pairs.</value>
    public static WeightNames Same { get; } = new([]);

    /// <summary>The names of the paper's published network (<c>AttU_Net</c>), whose gates are <c>PixelAttentionGate</c>s.</summary>
    /// <param name="options">The network to name: <see cref="UNetUpSampling.NearestConvolution"/>, any depth.</param>
    /// <exception cref="ArgumentException">A network with transposed up-sampling.</exception>
    public static WeightNames AttentionUNet(DeepSupervisedUNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.UpSampling != UNetUpSampling.NearestConvolution)
            throw new ArgumentException(
                $"UpSampling is {options.UpSampling}; the paper's network up-samples by nearest pixel and convolution.");
        return new(AttentionUNetModules(options.Depth, options.ResolvedHeads));
    }

    /// <summary>The names of the paper's published U-Net++ (<c>NestedUNet</c>).</summary>
    /// <param name="options">The network to name, any depth.</param>
    public static WeightNames NestedUNet(NestedUNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(NestedUNetModules(options.Depth, options.ResolvedHeads));
    }

    /// <summary>Their name of one of our weights.</summary>
    /// <param name="ours">A key of our state dictionary.</param>
    public string ToTheirs(string ours) => Map(ours, toTheirs);

    /// <summary>Our name of one of their weights.</summary>
    /// <param name="theirs">A key of their state dictionary.</param>
    public string ToOurs(string theirs) => Map(theirs, toOurs);

    private static string Map(string name, Dictionary<string, string> modules)
    {
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.LastIndexOf('.');
        return dot > 0 && modules.TryGetValue(name[..dot], out string? mapped) ? mapped + name[dot..] : name;
    }

    private static IEnumerable<(string, string)> AttentionUNetModules(int depth, int heads)
    {
        IEnumerable<(string, string)> modules = [];
        for (int level = 0; level <= depth; level++)
            modules = modules.Concat(Block($"encoder.{level}", $"Conv{level + 1}.conv", "0", "1", "3", "4"));
        for (int step = 0; step < depth; step++)
        {
            int number = depth + 1 - step;
            modules = modules
                .Append(($"up.{step}.convolution", $"Up{number}.up.1")).Append(($"up.{step}.normalization", $"Up{number}.up.2"))
                .Concat(Gate($"gates.{step}", $"Att{number}"))
                .Concat(Block($"decoder.{step}", $"Up_conv{number}.conv", "0", "1", "3", "4"));
        }
        return modules.Concat(HeadModules(heads));
    }

    private static IEnumerable<(string, string)> NestedUNetModules(int depth, int heads)
    {
        IEnumerable<(string, string)> modules = [];
        for (int level = 0; level <= depth; level++)
        {
            for (int column = 0; column <= depth - level; column++)
                modules = modules.Concat(Block($"nodes.{level}.{column}", $"conv{level}_{column}", "conv1", "bn1", "conv2", "bn2"));
        }
        return modules.Concat(HeadModules(heads));
    }

    private static IEnumerable<(string, string)> Block(string ours, string theirs, params string[] parts) =>
    [
        ($"{ours}.convolution1", $"{theirs}.{parts[0]}"), ($"{ours}.normalization1", $"{theirs}.{parts[1]}"),
        ($"{ours}.convolution2", $"{theirs}.{parts[2]}"), ($"{ours}.normalization2", $"{theirs}.{parts[3]}"),
    ];

    private static IEnumerable<(string, string)> Gate(string ours, string theirs) =>
    [
        ($"{ours}.gateProjection", $"{theirs}.W_g.0"), ($"{ours}.gateNormalization", $"{theirs}.W_g.1"),
        ($"{ours}.skipProjection", $"{theirs}.W_x.0"), ($"{ours}.skipNormalization", $"{theirs}.W_x.1"),
        ($"{ours}.attentionProjection", $"{theirs}.psi.0"), ($"{ours}.attentionNormalization", $"{theirs}.psi.1"),
    ];

    /// <summary>Theirs: final3, final2, final1, final, deepest first.</summary>
    private static IEnumerable<(string, string)> HeadModules(int heads) =>
        Enumerable.Range(0, heads).Select(head => ($"heads.{head}", head == heads - 1 ? "final" : $"final{heads - 1 - head}"));
}
