using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    private static Device defaultDevice = CPU;
    private static ScalarType defaultType = ScalarType.Float32;

    /// <summary>The version of libtorch.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)Native.ts_version())!;

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);

    public static Device get_default_device() => defaultDevice;
    public static void set_default_device(Device device) => defaultDevice = InitializeDevice(device);
    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static ScalarType get_default_dtype() => defaultType;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype)) throw new ArgumentException($"The default type must be a floating-point type, not {dtype}.", nameof(dtype));
        defaultType = dtype;
    }

    /// <summary>Makes sure that a device can be used.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= defaultDevice;
        return TryInitializeDeviceType(device.type) ? device : throw new InvalidOperationException($"The device '{device}' cannot be used: this libtorch has no {device.type} support, or the machine has no such device.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda.is_available(),
        _ => false,
    };

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Sets the threads of operators called from this thread, and of OpenBLAS beside them.</summary>
    public static void set_num_threads(int num)
    {
        if (num < 1) throw new ArgumentOutOfRangeException(nameof(num), num, "At least one thread is needed.");
        Native.Check(Native.ts_set_threads(num));
    }

    public static int get_num_threads() => Native.ts_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.ts_set_interop_threads(num));

    public static int get_num_interop_threads() => Native.ts_interop_threads();

    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Native.ts_grad_mode() != 0;
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);
    public static bool is_inference_mode_enabled() => Native.ts_is_inference() != 0;

    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new DeterministicMode(mode, warn_only);
    public static bool are_deterministic_algorithms_enabled() => Native.ts_deterministic(0, 0, 0) != 0;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Current.Open();
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.Innermost;

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Whether gradients are recorded on this thread, until it is disposed.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        public GradMode(bool enabled) => Native.ts_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.ts_set_grad_mode(before ? 1 : 0);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint mode = Native.Check(Native.ts_enter_inference(enabled ? 1 : 0));

        public void Dispose()
        {
            nint taken = Interlocked.Exchange(ref mode, 0);
            if (taken != 0) Native.ts_leave_inference(taken);
        }
    }

    private sealed class DeterministicMode : IDisposable
    {
        private readonly bool before = are_deterministic_algorithms_enabled();

        public DeterministicMode(bool enabled, bool warnOnly) => Native.Check(Native.ts_deterministic(1, enabled ? 1 : 0, warnOnly ? 1 : 0));

        public void Dispose() => Native.Check(Native.ts_deterministic(1, before ? 1 : 0, 0));
    }

    public static partial class cuda
    {
        public static bool is_available() => Native.ts_has_cuda() != 0;
        public static bool is_cudnn_available() => Native.ts_has_cudnn() != 0;
        public static int device_count() => Native.ts_cuda_count();
        public static void manual_seed(long seed) => torch.manual_seed(seed);
        public static void manual_seed_all(long seed) => torch.manual_seed(seed);
        public static void synchronize(Device? device = null) => Native.Check(Native.ts_cuda_synchronize(device is null || device.index < 0 ? 0 : device.index));
    }

    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => Native.Check(Native.ts_allow_tf32(1, 0, 0)) != 0;
                    set => Native.Check(Native.ts_allow_tf32(1, 1, value ? 1 : 0));
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => Native.Check(Native.ts_allow_tf32(0, 0, 0)) != 0;
                set => Native.Check(Native.ts_allow_tf32(0, 1, value ? 1 : 0));
            }
        }
    }
}
