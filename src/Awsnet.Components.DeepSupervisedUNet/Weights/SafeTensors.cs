namespace Awsnet.Components;

/// <summary>
/// The safetensors file format: an 8-byte little-endian length, a JSON header with name, type, shape and place of each
/// tensor, then their bytes. Reading it runs nothing, and PyTorch, JAX and others read and write it. Files written here carry a
/// SHA-256 of the whole in their metadata, which is checked when they are read.
/// </summary>
public static class SafeTensors
{
    /// <summary>Writes tensors to a file, replacing it whole.</summary>
    /// <param name="path">Where to; a temporary file beside it is moved there at the end.</param>
    /// <param name="tensors">Tensors by name, of any device and layout. Written in ordinal order of their names.</param>
    /// <param name="metadata">Free text by key for the header, or <see langword="null"/>. <c>sha256</c> is the digest's.</param>
    /// <exception cref="ArgumentException">Metadata with the key <c>sha256</c>, or a tensor named <c>__metadata__</c>.</exception>
    /// <exception cref="NotSupportedException">A data type that the format does not know.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var ordered = tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value));
        TensorFile.Write(path, metadata ?? new Dictionary<string, string>(), [.. ordered], File.Create);
    }

    /// <summary>Reads the tensors of a file, on the CPU.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="prefix">What the names of those that are wanted begin with, such as <c>best.</c> for the best network in a run's
    /// checkpoint; it is taken off the names. Empty (the default) for all.</param>
    /// <returns>New tensors by name, in the dispose scope of the caller.</returns>
    /// <exception cref="ArgumentException">No name begins with the prefix.</exception>
    /// <exception cref="InvalidDataException">A file that is damaged, cut short, lies about its sizes or is no safetensors file;
    /// the message says where.</exception>
    public static Dictionary<string, Tensor> Load(string path, string prefix = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(prefix);
        try
        {
            using TensorFileContent content = TensorFile.Open(path, digestNeeded: false);
            using var scope = NewDisposeScope();
            string[] wanted = [.. content.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
            if (prefix.Length > 0 && wanted.Length == 0)
                throw new ArgumentException(
                    $"No name in {path} begins with \"{prefix}\"; its {content.Names.Count()} names are such as " +
                    $"{content.Names.FirstOrDefault()}.", nameof(prefix));
            return wanted.ToDictionary(name => name[prefix.Length..], name => content.Read(name).MoveToOuterDisposeScope());
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{error.Message} Write or fetch it again.", error);
        }
    }
}
