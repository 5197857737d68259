namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator toOp = new("to", "dtype", "self dtype non_blocking copy");
        private static readonly Operator toDeviceOp = new("to", "device", "self device dtype non_blocking copy");
        private static readonly Operator cloneOp = new("clone", "", "self");
        private static readonly Operator contiguousOp = new("contiguous", "", "self");
        private static readonly Operator copyInPlaceOp = new("copy_", "", "self src non_blocking");
        private static readonly Operator aliasOp = new("alias", "", "self");

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => Finish(type == dtype && !copy ? this : toOp.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            Device here = this.device;
            bool same = type == dtype && device.type == here.type && (device.index < 0 || device.index == here.index);
            return Finish(same && !copy ? this : toDeviceOp.Call(this, device, type, non_blocking, copy), disposeAfter);
        }

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor type_as(Tensor tensor) => to(tensor.dtype);
        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor clone() => cloneOp.Call(this);
        public Tensor contiguous() => contiguousOp.Call(this);
        public Tensor alias() => aliasOp.Call(this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(copyInPlaceOp, source, nonBlocking);

        private Tensor Finish(Tensor converted, bool disposeAfter)
        {
            if (disposeAfter && !ReferenceEquals(converted, this)) Dispose();
            return converted;
        }
    }

    public static Tensor clone(Tensor input) => input.clone();
    public static bool is_floating_point(Tensor input) => input.is_floating_point();
    public static bool is_integral(Tensor t) => t.is_integral();
    public static bool is_complex(Tensor input) => input.is_complex();
    public static long numel(Tensor input) => input.numel();
}
