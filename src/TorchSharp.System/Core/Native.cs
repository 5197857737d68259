using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>The C ABI of <c>Native/torch_system.cpp</c>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "torch_system";

    static Native()
    {
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);
        NativeSettings.BeforeLoad();
        Check(ts_initialize(NativeSettings.KeepLargeBlocks ? 1 : 0));
        NativeSettings.AfterLoad();
    }

    /// <summary>Loads the native library now; later calls cost nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void EnsureLoaded() => RuntimeHelpers.RunClassConstructor(typeof(Native).TypeHandle);

    internal static string LastError => Marshal.PtrToStringUTF8((nint)ts_error()) ?? "an unknown native error";

    /// <summary>Turns a native failure into an exception with libtorch's message.</summary>
    /// <exception cref="ExternalException">The native call failed.</exception>
    internal static int Check(int result)
    {
        if (result < 0) Throw();
        return result;
    }

    internal static nint Check(nint pointer)
    {
        if (pointer == 0) Throw();
        return pointer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw() => throw new ExternalException(LastError);

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (string folder in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? "" })
        {
            foreach (string relative in new[] { "libtorch_system.so", "runtimes/linux-x64/native/libtorch_system.so" })
            {
                string file = Path.Combine(folder, relative);
                if (File.Exists(file)) return NativeLibrary.Load(file);
            }
        }
        return NativeLibrary.Load("libtorch_system.so", assembly, path);
    }

    [DllImport(Library)] internal static extern byte* ts_error();
    [DllImport(Library)] internal static extern int ts_initialize(int keepLargeBlocks);
    [DllImport(Library)] internal static extern long ts_held_bytes();
    [DllImport(Library)] internal static extern byte* ts_version();

    [DllImport(Library)] internal static extern nint ts_operator(byte* name, byte* overload, byte* arguments);
    [DllImport(Library)] internal static extern int ts_call(nint op, NativeValue* values, int keep, NativeValue** results);

    [DllImport(Library)] internal static extern void ts_free(nint tensor);
    [DllImport(Library)] internal static extern nint ts_retain(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_dim(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_dtype(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_item_size(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_is_contiguous(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_storage_offset(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_device(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_sizes(nint tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_strides(nint tensor, long* strides);
    [DllImport(Library)] internal static extern void* ts_data(nint tensor);
    [DllImport(Library)] internal static extern nint ts_from_buffer(void* data, long bytes, long* sizes, int dims, int dtype);

    [DllImport(Library), SuppressGCTransition] internal static extern int ts_requires_grad(nint tensor);
    [DllImport(Library)] internal static extern int ts_set_requires_grad(nint tensor, int value);
    [DllImport(Library)] internal static extern int ts_is_leaf(nint tensor);
    [DllImport(Library)] internal static extern int ts_retain_grad(nint tensor);
    [DllImport(Library)] internal static extern nint ts_grad(nint tensor);
    [DllImport(Library)] internal static extern int ts_set_grad(nint tensor, nint grad);
    [DllImport(Library)] internal static extern int ts_backward(nint* tensors, int count, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [DllImport(Library)] internal static extern int ts_gradients(nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, nint* results);
    [DllImport(Library)] internal static extern nint ts_function(nint owner, delegate* unmanaged<nint, nint*, int, nint*, int, int> backward, delegate* unmanaged<nint, void> drop, int materialize, nint* inputs, int inputCount, nint* outputs, int outputCount);
    [DllImport(Library)] internal static extern int ts_function_save(nint node, nint* tensors, int count);
    [DllImport(Library)] internal static extern int ts_function_saved(nint node, nint* tensors, int count);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_set_grad_mode(int enabled);
    [DllImport(Library)] internal static extern int ts_is_inference();
    [DllImport(Library)] internal static extern nint ts_enter_inference(int enabled);
    [DllImport(Library)] internal static extern void ts_leave_inference(nint mode);

    [DllImport(Library)] internal static extern int ts_manual_seed(ulong seed);
    [DllImport(Library)] internal static extern nint ts_generator(long device, int isDefault, ulong seed);
    [DllImport(Library)] internal static extern void ts_generator_free(nint generator);
    [DllImport(Library)] internal static extern int ts_generator_seed(nint generator, ulong* seed, int set);
    [DllImport(Library)] internal static extern nint ts_generator_state(nint generator);
    [DllImport(Library)] internal static extern int ts_set_generator_state(nint generator, nint state);

    [DllImport(Library)] internal static extern int ts_threads();
    [DllImport(Library)] internal static extern int ts_interop_threads();
    [DllImport(Library)] internal static extern int ts_set_threads(int count);
    [DllImport(Library)] internal static extern int ts_set_interop_threads(int count);
    [DllImport(Library)] internal static extern int ts_has_cuda();
    [DllImport(Library)] internal static extern int ts_cuda_count();
    [DllImport(Library)] internal static extern int ts_has_cudnn();
    [DllImport(Library)] internal static extern int ts_cuda_synchronize(int index);
    [DllImport(Library)] internal static extern int ts_allow_tf32(int matmul, int set, int value);
    [DllImport(Library)] internal static extern int ts_deterministic(int set, int value, int warnOnly);
}
