using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module without parameters, buffers or children: moving it does nothing, registering in it is an error.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) => ComponentsAreRegistered();

    public override void register_buffer(string name, Tensor? tensor, bool persistent = true) => throw Refusal("buffers");

    public override void register_parameter(string name, Parameter? param) => throw Refusal("parameters");

    public override void register_module(string name, nn.Module submodule) => throw Refusal("modules");

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string what) => new($"{GetName()} is a module without parameters; it takes no {what}.");
}
