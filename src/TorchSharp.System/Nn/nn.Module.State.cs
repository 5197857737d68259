namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The module's live parameters and persistent buffers by dotted name; a snapshot clones them.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string before = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string own, Modules.Parameter parameter) in ownParameters) destination.TryAdd(before + own, parameter);
                foreach ((string own, (Tensor buffer, bool persistent)) in ownBuffers)
                {
                    if (persistent) destination.TryAdd(before + own, buffer);
                }
                foreach ((string child, Module module) in named_children()) module.state_dict(destination, before + child);
                return destination;
            }

            /// <summary>Copies values by name into this module's parameters and buffers; nothing is copied when anything does not fit.</summary>
            /// <returns>The names that the source lacks, and those that only the source has.</returns>
            /// <exception cref="InvalidOperationException">Names (when strict) or shapes that do not agree, all of them in one message.</exception>
            public virtual (IList<string>, IList<string>) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                Dictionary<string, Tensor> target = state_dict();
                HashSet<string> skipped = skip is null ? [] : [.. skip];
                List<string> missing = [.. target.Keys.Where(key => !skipped.Contains(key) && !source.ContainsKey(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !skipped.Contains(key) && !target.ContainsKey(key))];
                List<string> loaded = [.. target.Keys.Where(key => !skipped.Contains(key) && source.ContainsKey(key))];

                List<string> errors = [];
                if (strict && missing.Count > 0) errors.Add($"missing: {string.Join(", ", missing)}");
                if (strict && unexpected.Count > 0) errors.Add($"unexpected: {string.Join(", ", unexpected)}");
                foreach (string key in loaded)
                {
                    if (!target[key].shape.AsSpan().SequenceEqual(source[key].shape))
                        errors.Add($"{key} is [{string.Join(", ", source[key].shape)}] in the state but [{string.Join(", ", target[key].shape)}] in the module");
                }
                if (errors.Count > 0)
                    throw new InvalidOperationException($"The state does not fit {GetName()}: {string.Join("; ", errors)}.");

                using (no_grad())
                {
                    foreach (string key in loaded) target[key].copy_(source[key]);
                }
                return (missing, unexpected);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                StateFile.Write(location, writer => save(writer, skip));
                return this;
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(sd);
                KeyValuePair<string, Tensor>[] kept = [.. sd.Where(entry => skip is null || !skip.Contains(entry.Key))];
                writer.Write7BitEncodedInt(kept.Length);
                foreach ((string key, Tensor value) in kept)
                {
                    writer.Write(key);
                    StateFile.WriteTensor(writer, value);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException($"There is no file {location} to load {GetName()} from.", location);
                using FileStream stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using BinaryReader reader = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using DisposeScope scope = NewDisposeScope();
                Dictionary<string, Tensor> source = StateFile.Read(reader);
                (_, IList<string> unexpected) = load_state_dict(source, strict, skip);
                if (loadedParameters is not null)
                {
                    foreach (string key in source.Keys)
                        loadedParameters[key] = !unexpected.Contains(key) && skip?.Contains(key) != true;
                }
                return this;
            }
        }
    }
}
