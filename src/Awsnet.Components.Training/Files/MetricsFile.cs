using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// A file of JSON lines that is only added to. A checkpoint keeps its length, so that a resumed run cuts off what was written after
/// it and no line is there twice.
/// </summary>
#pragma warning disable CA1001 // a MemoryStream holds nothing that must be freed
internal sealed class MetricsFile(string path, long length, Func<string, Stream> open)
{
    private readonly MemoryStream _unwritten = new();

    internal string Path => path;

    /// <summary>Bytes that the file has once all lines are written.</summary>
    internal long Length { get; private set; } = length;

    internal static Stream Append(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);

    internal void Add(JsonObject line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
        _unwritten.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>Writes what is not written yet; when that fails it is kept for the next time.</summary>
    internal void Flush()
    {
        if (_unwritten.Length == 0)
            return;
        using Stream stream = open(path);
        // After a failed attempt a part of the lines may be there already.
        stream.SetLength(Math.Min(stream.Length, Length - _unwritten.Length));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(_unwritten.GetBuffer(), 0, (int)_unwritten.Length);
        stream.Flush();
        _unwritten.SetLength(0);
    }

    /// <summary>Cuts off lines that were written after the checkpoint that the run resumes from.</summary>
    internal void Cut()
    {
        if (!File.Exists(path))
            return;
        using Stream stream = open(path);
        if (stream.Length > Length)
            stream.SetLength(Length);
    }
}
