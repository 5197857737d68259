using System.Collections.Concurrent;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A node of a network: parameters, buffers and child modules under their names.</summary>
        public partial class Module : IDisposable
        {
            private static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> componentFields = new();

            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor Value, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> submodules = [];
            private bool componentsRegistered;

            protected string name;

            protected Module(string name) => this.name = name;

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (Parameter parameter in ownParameters.Values) parameter.Dispose();
                foreach ((Tensor buffer, _) in ownBuffers.Values) buffer.Dispose();
                foreach (Module child in submodules.Values) child.Dispose();
            }

            /// <summary>Registers every field that holds a module, a parameter or a tensor (a buffer), in the order of declaration. The last line of a constructor.</summary>
            protected internal virtual void RegisterComponents()
            {
                if (componentsRegistered) return;
                componentsRegistered = true;
                foreach ((string field, FieldInfo info) in componentFields.GetOrAdd(GetType(), FieldsOf))
                {
                    switch (info.GetValue(this))
                    {
                        case Module module: register_module(field, module); break;
                        case Parameter parameter: register_parameter(field, parameter); break;
                        case Tensor tensor: register_buffer(field, tensor); break;
                    }
                }
            }

            /// <summary>Says that the constructor registers what there is, so that reflection has nothing to do.</summary>
            private protected void ComponentsAreRegistered() => componentsRegistered = true;

            private static (string, FieldInfo)[] FieldsOf(Type type) =>
                [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(field => !field.FieldType.IsValueType && field.DeclaringType != typeof(Module))
                    .Select(field => (field.ComponentName(), field))];

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }
                RequireNewName(name, submodules.ContainsKey(name), "Module");
                submodule.RegisterComponents();
                submodules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter? param)
            {
                if (param is null)
                {
                    ownParameters.Remove(name);
                    return;
                }
                RequireNewName(name, ownParameters.ContainsKey(name), "Parameter");
                param.DetachFromDisposeScope();
                ownParameters.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor? tensor, bool persistent = true)
            {
                if (tensor is null)
                {
                    ownBuffers.Remove(name);
                    return;
                }
                RequireNewName(name, ownBuffers.ContainsKey(name), "Buffer");
                tensor.DetachFromDisposeScope();
                ownBuffers.Add(name, (tensor, persistent));
            }

            /// <summary>Registers a parameter, or replaces or removes the one of that name.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                ownParameters.Remove(name);
                register_parameter(name, value);
            }

            /// <summary>Registers a buffer, or replaces or removes the one of that name.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                ownBuffers.Remove(name);
                register_buffer(name, value, persistent);
            }

            protected void ClearModules() => submodules.Clear();

            private void RequireNewName(string name, bool taken, string what)
            {
                if (string.IsNullOrEmpty(name)) throw new ArgumentException($"{what} name can't be empty string \"\".", nameof(name));
                if (name.Contains('.')) throw new ArgumentException($"{what} name \"{name}\" can't contain \".\".", nameof(name));
                if (taken) throw new InvalidOperationException($"{what} {name} is already registered in {GetName()}.");
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (Module child in submodules.Values) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module child in submodules.Values) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops the gradient of every parameter, or sets it to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                using (no_grad())
                {
                    foreach (Parameter parameter in parameters())
                    {
                        using Tensor? gradient = parameter.grad;
                        if (gradient is null) continue;
                        if (set_to_none) parameter.grad = null;
                        else gradient.zero_();
                    }
                }
            }
        }
    }
}
