namespace Awsnet.Components;

/// <summary>The graph of a <see cref="NestedUNet"/>.</summary>
internal sealed class NestedUNetNodes(NestedUNet network, OnnxGraph graph, OnnxExportOptions options)
    : NetworkNodes(network, network.Options, graph, options)
{
    private readonly NestedUNetOptions shape = network.Options;
    private readonly int depth = network.Options.Depth, heads = network.Heads;

    protected override void Decode(string image, Action<int, string> supervise)
    {
        var rows = new List<string>[depth + 1];
        for (int deepest = 0; deepest <= depth; deepest++)
        {
            string first = $"nodes.{deepest}.0";
            rows[deepest] = [Block(first, deepest == 0 ? image : Pool(first, deepest - 1, rows[deepest - 1][0]))];
            for (int level = deepest - 1; level >= 0; level--)
                rows[level].Add(JoinRow(level, rows[level], rows[level + 1][^1]));
        }
        for (int head = 0; head < heads; head++)
            supervise(head, rows[heads - 1 - head][^1]);
    }

    private string JoinRow(int level, List<string> row, string below)
    {
        string part = $"nodes.{level}.{row.Count}";
        Graph.Enter(part);
        string up = Enlarge(below, shape.PoolingAt(level));
        return Block(part, Graph.Add("Concat", [.. row, up], OnnxAttribute.Of("axis", 1)));
    }
}
