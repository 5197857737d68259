using System.Runtime.InteropServices;
using Awsnet.Components.Onnx;
using Google.Protobuf;

namespace Awsnet.Components;

/// <summary>
/// The nodes of an ONNX file as they are written, in the order they compute. What flows between them is known by name: a node is
/// given the names of its inputs and gives the name of its output.
/// </summary>
public sealed partial class OnnxGraph
{
    private readonly HashSet<string> names = [];
    private readonly long mostBytes;
    private string place = "";
    private long bytes;

    /// <param name="name">Name of the graph.</param>
    /// <param name="mostBytes">The most that its constants may take. A file holds 2 GB; the rest is for the nodes.</param>
    internal OnnxGraph(string name, long mostBytes = int.MaxValue - (1 << 24))
    {
        Proto = new() { Name = name };
        this.mostBytes = mostBytes;
    }

    internal GraphProto Proto { get; }

    /// <summary>Adds a node.</summary>
    /// <param name="operation">An operator of ONNX's operator set 17, for example <c>Mul</c>.</param>
    /// <param name="inputs">Names of its inputs, in its order; <c>""</c> where an optional one is left out.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of its (first) output.</returns>
    /// <exception cref="ArgumentException">An input that no node, constant or input of the graph has given.</exception>
    public string Add(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        return AddNamed(Unique(operation), operation, inputs, attributes);
    }

    /// <summary>Adds numbers that do not change, as float32.</summary>
    /// <param name="numbers">Of any shape, type and device.</param>
    /// <returns>The name to use them by.</returns>
    /// <exception cref="NotSupportedException">They are more than a file of 2 GB holds.</exception>
    public string Constant(Tensor numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return Constant(Unique("Constant"), numbers);
    }

    /// <summary>Adds whole numbers that do not change, as int64 with one axis: shapes, axes, sizes.</summary>
    /// <param name="numbers">Any.</param>
    /// <returns>The name to use them by.</returns>
    public string Constant(ReadOnlySpan<long> numbers)
    {
        string name = Unique("Constant");
        Proto.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = TensorProto.Types.DataType.Int64,
            Dims = { numbers.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers)),
        });
        return name;
    }

    internal string Constant(string name, Tensor numbers)
    {
        bytes += sizeof(float) * numbers.NumberOfElements;
        if (bytes > mostBytes)
            throw new NotSupportedException(
                $"The weights up to {name} take {bytes:N0} bytes and an ONNX file holds less than 2 GB; export a network with narrower " +
                "Widths.");
        using var scope = NewDisposeScope();
        Tensor plain = numbers.detach().to(ScalarType.Float32).cpu().contiguous();
        Proto.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = TensorProto.Types.DataType.Float,
            Dims = { plain.shape },
            RawData = UnsafeByteOperations.UnsafeWrap(plain.bytes.ToArray()),
        });
        return name;
    }

    /// <summary>What is added from now on belongs to a part of the network, and its names begin with the part's.</summary>
    internal void Enter(string part) => place = part;

    /// <summary>Reserves the names that inputs and outputs shall have.</summary>
    internal void Reserve(string name)
    {
        if (!names.Add(name))
            throw new ArgumentException($"Two inputs or outputs are named \"{name}\"; give them different names.");
    }

    internal void AddInput(string name, string description, long channels, IEnumerable<string> axes) =>
        Proto.Input.Add(Image(name, description, channels, axes));

    /// <summary>Adds a node that gives an output of the graph.</summary>
    internal void AddOutput(string name, string description, long channels, IEnumerable<string> axes, string operation,
        ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        AddNamed(name, operation, inputs, attributes);
        Proto.Output.Add(Image(name, description, channels, axes));
    }

    /// <summary>What a gate's writer says it has written, if it has.</summary>
    internal string Given(string name, IOnnxGateWriter writer) => names.Contains(name)
        ? name
        : throw new InvalidOperationException(
            $"{writer.GetType().Name} says that a gate's result is \"{name}\", which no node has given; return the name that Add or " +
            "Convolve returned.");

    /// <summary>A name of this part of the network that nothing has yet.</summary>
    private string Unique(string what) => Untaken(place.Length > 0 ? $"{place}/{what}" : what);

    /// <summary>This name, with a number behind it where something has it.</summary>
    private string Untaken(string first)
    {
        string name = first;
        for (int count = 2; !names.Add(name); count++)
            name = $"{first}_{count}";
        return name;
    }

    private string AddNamed(string name, string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new NodeProto { Name = name, OpType = operation, Output = { name } };
        foreach (string input in inputs)
        {
            if (input is null || (input.Length > 0 && !names.Contains(input)))
                throw new ArgumentException(
                    $"{name} asks for \"{input}\", which no node, constant or input has given; use the names that Add, Constant and " +
                    "Convolve return.", nameof(inputs));
            node.Input.Add(input);
        }
        foreach (OnnxAttribute attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        Proto.Node.Add(node);
        return name;
    }

    private static ValueInfoProto Image(string name, string description, long channels, IEnumerable<string> axes) => new()
    {
        Name = name,
        DocString = description,
        Type = new()
        {
            TensorType = new()
            {
                ElemType = TensorProto.Types.DataType.Float,
                Shape = new()
                {
                    Dim = { Free("batch"), new TensorShapeProto.Types.Dimension { DimValue = channels }, axes.Select(Free) },
                },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Free(string name) => new() { DimParam = name };
}
