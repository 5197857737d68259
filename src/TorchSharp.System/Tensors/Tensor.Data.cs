using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The only element, converted to <typeparamref name="T"/> when the types differ.</summary>
        /// <exception cref="ArgumentException">There is more or less than one element.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item() needs a tensor with one element, but this is [{string.Join(", ", shape)}].");
            ScalarType wanted = TypeOf<T>();
            if (dtype == wanted && device_type == DeviceType.CPU)
                return Keep(*(T*)Data());
            using Tensor converted = to(wanted).cpu();
            return *(T*)converted.Data();
        }

        public Scalar ToScalar() => dtype == ScalarType.Bool ? item<bool>() : is_integral() ? item<long>() : item<double>();

        /// <summary>Elements as .NET values of exactly the tensor's type; the tensor must be on the CPU.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireCpu();
            if (TypeOf<T>() != dtype)
                throw new ArgumentException($"The tensor holds {dtype}, which cannot be read as {typeof(T).Name}: convert it first with to(...).");
            return new TensorAccessor<T>(this);
        }

        /// <summary>The raw bytes of a contiguous CPU tensor, valid while it is not disposed.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                RequireCpu();
                if (!is_contiguous()) throw new InvalidOperationException("bytes needs a contiguous tensor: call contiguous() first.");
                // An empty tensor has no memory to point to.
                return numel() == 0 ? [] : new Span<byte>(Data(), checked((int)(numel() * ElementSize)));
            }
            set
            {
                Span<byte> target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"The tensor has {target.Length} bytes, but {value.Length} were given.");
                value.CopyTo(target);
            }
        }

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <summary>The element at position <paramref name="i"/> in row-major order.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged => data<T>().At(i);

        public static explicit operator bool(Tensor value) => value.item<bool>();
        public static explicit operator byte(Tensor value) => value.item<byte>();
        public static explicit operator sbyte(Tensor value) => value.item<sbyte>();
        public static explicit operator short(Tensor value) => value.item<short>();
        public static explicit operator int(Tensor value) => value.item<int>();
        public static explicit operator long(Tensor value) => value.item<long>();
        public static explicit operator float(Tensor value) => value.item<float>();
        public static explicit operator double(Tensor value) => value.item<double>();

        /// <summary>Also what makes <c>t.add(1)</c> unambiguous: a scalar is the better match for a number.</summary>
        public static implicit operator Tensor(Scalar scalar) => full(Array.Empty<long>(), scalar);
        public static implicit operator Tensor(bool value) => tensor(value);
        public static implicit operator Tensor(byte value) => tensor(value);
        public static implicit operator Tensor(short value) => tensor(value);
        public static implicit operator Tensor(int value) => tensor(value);
        public static implicit operator Tensor(long value) => tensor(value);
        public static implicit operator Tensor(float value) => tensor(value);
        public static implicit operator Tensor(double value) => tensor(value);
        public static implicit operator Tensor(bool[] value) => tensor(value);
        public static implicit operator Tensor(byte[] value) => tensor(value);
        public static implicit operator Tensor(short[] value) => tensor(value);
        public static implicit operator Tensor(int[] value) => tensor(value);
        public static implicit operator Tensor(long[] value) => tensor(value);
        public static implicit operator Tensor(float[] value) => tensor(value);
        public static implicit operator Tensor(double[] value) => tensor(value);

        internal unsafe void* Data() => (void*)Keep(Native.Check((nint)Native.ts_data(Handle)));

        internal void RequireCpu()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException($"The tensor is on {device}: bring it here first with cpu().");
        }

        /// <summary>A contiguous copy of <paramref name="source"/> with the given shape.</summary>
        internal static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> source, ReadOnlySpan<long> shape, ScalarType type) where T : unmanaged
        {
            Native.EnsureLoaded();
            long wanted = 1;
            foreach (long extent in shape)
            {
                if (extent < 0) throw new ArgumentException($"The shape [{string.Join(", ", shape.ToArray())}] has a negative extent.");
                wanted = checked(wanted * extent);
            }
            if (wanted != source.Length)
                throw new ArgumentException($"The shape [{string.Join(", ", shape.ToArray())}] asks for {wanted} elements, but the array has {source.Length}.");
            fixed (T* p = source)
            fixed (long* s = shape)
                return new Tensor(Native.Check(Native.ts_from_buffer(p, (long)source.Length * sizeof(T), s, shape.Length, (int)type)));
        }
    }
}
