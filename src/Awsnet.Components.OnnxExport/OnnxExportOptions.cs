namespace Awsnet.Components;

/// <summary>What <see cref="OnnxExporter"/> writes, and under which names.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Name of the graph's input.</summary>
    /// <value>Not empty. Default <c>image</c>.</value>
    public string InputName { get; init; } = "image";

    /// <summary>Name of the final head's output. Another head's has its position behind it, 0 for the deepest: <c>logits_0</c>.</summary>
    /// <value><see langword="null"/> (the default) is <c>logits</c>, or <c>probabilities</c> where these are asked for.</value>
    public string? OutputName { get; init; }

    /// <summary>Whether the outputs are probabilities: softmax over the classes, or a sigmoid where there is one class.</summary>
    /// <value>Default <see langword="false"/>: logits.</value>
    public bool Probabilities { get; init; }

    /// <summary>Which heads become outputs, deepest first and the final one last.</summary>
    /// <value>Default <see cref="HeadSelection.FinalOnly"/>.</value>
    public HeadSelection Heads { get; init; } = HeadSelection.FinalOnly;

    /// <summary>Who made the file, in its header.</summary>
    /// <value>Default <c>Awsnet.Components</c>.</value>
    public string ProducerName { get; init; } = "Awsnet.Components";

    /// <summary>What the network is and what it expects, in words, in the file's header.</summary>
    /// <value>Default empty.</value>
    public string Description { get; init; } = "";

    /// <summary>What a program needs to know to use the network: names of the classes, how to normalize the image, pixel sizes.</summary>
    /// <value>Texts by key, written in ordinal order. Default empty.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes skip gates of your own. It is asked before <c>PixelAttentionGate</c>s are written as they are.</summary>
    /// <value><see langword="null"/> (the default) for networks without gates or with <c>PixelAttentionGate</c>s.</value>
    public IOnnxGateWriter? GateWriter { get; init; }

    internal string ResolvedOutputName => OutputName ?? (Probabilities ? "probabilities" : "logits");

    internal void Validate(int heads)
    {
        Option.Require(!string.IsNullOrEmpty(InputName), $"{nameof(InputName)} is empty; name the input, for example \"image\".");
        Option.Require(ResolvedOutputName.Length > 0, $"{nameof(OutputName)} is empty; name the output, or leave it null for \"logits\".");
        Option.Require(InputName != ResolvedOutputName, $"Input and output are both named \"{InputName}\"; give them different names.");
        Option.Require(Heads.Count(heads) > 0,
            $"{nameof(Heads)} selects none of the network's {heads} heads; give HeadSelection.FinalOnly or HeadSelection.All.");
        Option.Require(ProducerName is not null, $"{nameof(ProducerName)} is null; give a name or an empty text.");
        Option.Require(Description is not null, $"{nameof(Description)} is null; give a text or an empty one.");
        Option.Require(Metadata is not null, $"{nameof(Metadata)} is null; give a dictionary or leave it out.");
        foreach ((string key, string value) in Metadata!)
            Option.Require(key.Length > 0 && value is not null,
                $"{nameof(Metadata)} has \"{value}\" under \"{key}\"; give every text a key, and every key a text.");
    }
}
