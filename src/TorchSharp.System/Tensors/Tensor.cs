using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. Dispose it, or let a dispose scope do so: the collector does not see native memory.</summary>
    public partial class Tensor : IDisposable
    {
        private nint handle;

        /// <summary>The scope that will dispose this tensor, if any.</summary>
        internal DisposeScope? Scope;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            DisposeScopeManager.Current.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>The native handle.</summary>
        /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => handle != 0 ? handle : ThrowDisposed();
        }

        public bool IsInvalid => handle == 0;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint taken = Interlocked.Exchange(ref handle, 0);
            if (taken == 0) return;
            Native.ts_free(taken);
            if (!disposing) return;
            if (Scope is { } scope) scope.MarkAsDisposed(this);
            else DisposeScopeManager.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
        }

        /// <summary>Gives the native handle away: this object no longer owns it, and counts as disposed.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            nint given = Interlocked.Exchange(ref handle, 0);
            if (given == 0) return 0;
            if (Scope is { } scope) scope.MarkAsDisposed(this);
            else DisposeScopeManager.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
            return given;
        }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.Scope);

        public long Dimensions => Keep(Native.ts_dim(Handle));
        public long ndim => Dimensions;
        public long dim() => Dimensions;
        public long NumberOfElements => Keep(Native.ts_numel(Handle));
        public long numel() => NumberOfElements;
        public long ElementSize => Keep(Native.ts_item_size(Handle));
        public long element_size() => ElementSize;
        public ScalarType dtype => (ScalarType)Keep(Native.ts_dtype(Handle));
        public Device device => Device.FromCode(Keep(Native.ts_device(Handle)));
        public DeviceType device_type => device.type;
        public int device_index => device.index;
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_contiguous() => Keep(Native.ts_is_contiguous(Handle)) != 0;
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_complex() => torch.is_complex(dtype);
        public long storage_offset() => Keep(Native.ts_storage_offset(Handle));

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* p = sizes) Native.ts_sizes(Handle, p);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public long[] size() => shape;

        public unsafe long size(int dim)
        {
            int count = (int)Dimensions;
            if (dim < -count || dim >= count)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {count} dimensions.");
            long* sizes = stackalloc long[count];
            Native.ts_sizes(Handle, sizes);
            GC.KeepAlive(this);
            return sizes[dim < 0 ? dim + count : dim];
        }

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* p = strides) Native.ts_strides(Handle, p);
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim)
        {
            long[] strides = stride();
            if (dim < -strides.Length || dim >= strides.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {strides.Length} dimensions.");
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        public override string ToString() => IsInvalid
            ? "a disposed tensor"
            : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}" + (numel() == 1 && !is_meta ? $", value = {to(float64).item<double>():g6}" : "");

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public bool Equals(Tensor target) => ReferenceEquals(this, target) || (target is not null && equalOp.CallInteger(this, target) != 0);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        private static readonly Operator equalOp = new("equal", "", "self other");

        /// <summary>Keeps this tensor from being finalised while a native call reads it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private T Keep<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static nint ThrowDisposed() => throw new ObjectDisposedException("Tensor", "The tensor is disposed: was it created in a dispose scope that has ended? Use MoveToOuterDisposeScope() or DetachFromDisposeScope() for what outlives its scope.");
    }
}
