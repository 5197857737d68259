using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach ((string child, Module module) in submodules) yield return (child, module);
            }

            /// <summary>All modules below this one, each before its own children.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string child, Module module) in named_children())
                {
                    yield return (child, module);
                    foreach ((string below, Module inner) in module.named_modules()) yield return ($"{child}.{below}", inner);
                }
            }

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            public virtual IEnumerable<Module> modules() => named_modules().Select(child => child.module);

            /// <summary>The parameters, a shared one once, this module's own before its children's.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Parameter> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string own, Parameter parameter) in ownParameters)
                {
                    if (seen.Add(parameter)) yield return (own, parameter);
                }
                if (!recurse) yield break;
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Parameter parameter) in module.named_parameters(true))
                    {
                        if (seen.Add(parameter)) yield return ($"{child}.{below}", parameter);
                    }
                }
            }

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance);
                foreach ((string own, (Tensor buffer, bool persistent)) in ownBuffers)
                {
                    if ((persistent || include_nonpersistent) && seen.Add(buffer)) yield return (own, buffer);
                }
                if (!recurse) yield break;
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string below, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer)) yield return ($"{child}.{below}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(parameter => parameter.parameter);

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(buffer => buffer.buffer);

            public virtual bool has_parameter(string target) =>
                Owner(target, out string own) is { } owner && owner.ownParameters.ContainsKey(own);

            public virtual Parameter? get_parameter(string target) =>
                Owner(target, out string own)?.ownParameters.GetValueOrDefault(own);

            public virtual bool has_buffer(string target) =>
                Owner(target, out string own) is { } owner && owner.ownBuffers.ContainsKey(own);

            public virtual Tensor? get_buffer(string target) =>
                Owner(target, out string own)?.ownBuffers.GetValueOrDefault(own).Value;

            /// <summary>The module that a dotted name points into, and the name's last part.</summary>
            private Module? Owner(string target, out string own)
            {
                ArgumentNullException.ThrowIfNull(target);
                string[] path = target.Split('.');
                own = path[^1];
                Module? module = this;
                foreach (string child in path.AsSpan(..^1))
                {
                    module = module?.submodules.GetValueOrDefault(child);
                }
                return module;
            }
        }
    }
}
