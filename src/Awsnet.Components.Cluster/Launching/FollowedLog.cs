using System.Text;

namespace Awsnet.Components;

/// <summary>A log that a process on another machine writes: relays each line once it is whole.</summary>
/// <param name="path">The file, which may not be there yet.</param>
/// <param name="output">Receives the lines; null for nobody.</param>
/// <param name="fromNow">Whether what is there already is left out, but for its last line.</param>
internal sealed class FollowedLog(string path, Action<string>? output, bool fromNow)
{
    private readonly StringBuilder _line = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private long _at = fromNow && File.Exists(path) ? LastLineOf(path) : 0;

    /// <summary>Relays what has come.</summary>
    /// <param name="isWhole">Whether nothing more comes: then a line without its end is one.</param>
    internal void Read(bool isWhole)
    {
        try
        {
            if (File.Exists(path))
                Read();
        }
        catch (IOException)
        {
            // Not there yet, or not for the moment.
        }
        if (isWhole && _line.Length > 0)
            Relay();
    }

    private void Read()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(_at, SeekOrigin.Begin);
        var bytes = new byte[1 << 14];
        var letters = new char[bytes.Length + 1];
        for (int count; (count = file.Read(bytes)) > 0; _at += count)
        {
            foreach (char letter in letters.AsSpan(0, _decoder.GetChars(bytes, 0, count, letters, 0)))
            {
                if (letter == '\n')
                    Relay();
                else
                    _line.Append(letter);
            }
        }
    }

    private void Relay()
    {
        string line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        output?.Invoke(line);
    }

    /// <summary>Where the last line begins: it may say why the process ended.</summary>
    private static long LastLineOf(string path)
    {
        byte[] all = File.ReadAllBytes(path);
        return all.AsSpan().TrimEnd((byte)'\n').LastIndexOf((byte)'\n') + 1;
    }
}
