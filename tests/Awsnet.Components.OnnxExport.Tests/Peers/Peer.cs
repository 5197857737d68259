using System.Runtime.CompilerServices;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

/// <summary>What else reads ONNX files: Python's onnx and, under Node, onnxruntime. Tests with them are skipped where they are not there.</summary>
/// <remarks>
/// onnxruntime is looked for in the node_modules of the folder AWSNET_ONNXRUNTIME, else of <c>artifacts/peers</c>:
/// <c>npm install --ignore-scripts --prefix artifacts/peers onnxruntime-node</c> (or <c>onnxruntime-web</c>).
/// </remarks>
internal static class Peer
{
    private const string Python = "/usr/bin/python3";
    private static readonly string[] Packages = ["onnxruntime-node", "onnxruntime-web"];

    /// <summary>Why tests with Python's onnx are skipped, or null where it is there.</summary>
    public static string? MissingChecker { get; } = !File.Exists(Python) ? $"{Python} is not installed."
        : ProgramRun.Of(Python, ["-c", "import onnx"]).ExitCode == 0 ? null : $"{Python} has no onnx.";

    /// <summary>Folder of an onnxruntime package, or null.</summary>
    private static readonly string? Runtime = Packages
        .Select(package => Path.Combine(Environment.GetEnvironmentVariable("AWSNET_ONNXRUNTIME") ?? Path.Combine(Root(), "artifacts", "peers"), "node_modules", package))
        .FirstOrDefault(Directory.Exists);

    /// <summary>Why tests with onnxruntime are skipped, or null where it is there.</summary>
    public static string? MissingRuntime { get; } = Runtime is null ? "onnxruntime-node is neither under AWSNET_ONNXRUNTIME nor under artifacts/peers."
        : !File.Exists("/usr/bin/node") && !File.Exists("/usr/local/bin/node") ? "Node is not installed." : null;

    public static string[] Check(params string[] models) => Lines(Python, [Script("check.py"), .. models]);

    /// <summary>Runs a file on images, each given by its file, its shape and the file for its outputs.</summary>
    public static string[] Run(string model, IEnumerable<(string Image, long[] Shape, string Output)> images) =>
        Lines("node", [Script("run.js"), Runtime!, model, .. images.SelectMany(it => (string[])[it.Image, string.Join('x', it.Shape), it.Output])]);

    private static string[] Lines(string program, params string[] arguments) =>
        ProgramRun.Of(program, arguments).OutputOrThrow().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Peers", name);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
