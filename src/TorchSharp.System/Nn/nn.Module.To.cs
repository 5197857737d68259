using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private static readonly Operator setData = new("set_data", "", "self new_data");

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => MoveAll(dtype, device, non_blocking);

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                MoveAll(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => MoveAll(dtype, null, non_blocking);

            /// <summary>To the type and device of a tensor.</summary>
            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            private Module MoveAll(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is { } type && !IsFloating(type))
                    throw new ArgumentException($"A module's parameters can only be of a floating-point type, not {type}.", nameof(dtype));
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            private static bool IsFloating(ScalarType type) =>
                type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

            /// <summary>Moves this module's parameters, their gradients and the buffers, and then its children.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                using (no_grad())
                {
                    foreach (Parameter parameter in ownParameters.Values)
                    {
                        // The gradient first: a gradient of another type than its tensor is an error of its own.
                        using Tensor? gradient = parameter.grad;
                        parameter.grad = null;
                        Move(parameter, dtype, device, non_blocking);
                        if (gradient is null) continue;
                        Move(gradient, dtype, device, non_blocking);
                        parameter.grad = gradient;
                    }
                    foreach ((Tensor buffer, _) in ownBuffers.Values) Move(buffer, dtype, device, non_blocking);
                }
                foreach ((_, Module child) in named_children()) child._toEpilog(dtype, device, non_blocking);
            }

            /// <summary>Gives a tensor other memory under the same handle, so that whoever holds it (an optimiser, a field) sees the move.</summary>
            private static void Move(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                ScalarType type = dtype is { } asked && IsFloating(tensor.dtype) ? asked : tensor.dtype;
                Device place = device ?? tensor.device;
                if (type == tensor.dtype && place.type == tensor.device.type && (place.index < 0 || place.index == tensor.device.index)) return;
                using Tensor moved = tensor.to(type, place, non_blocking: non_blocking);
                setData.Run(tensor, moved);
            }
        }
    }
}
