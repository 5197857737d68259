namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state that can be read and restored.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null) : this(seed, device ?? CPU, isDefault: false) { }

        private Generator(ulong seed, Device device, bool isDefault)
        {
            Native.EnsureLoaded();
            this.device = device;
            handle = Native.Check(Native.ts_generator(device.Code, isDefault ? 1 : 0, seed));
        }

        ~Generator() => Dispose(false);

        public static Generator Default => new(0, CPU, isDefault: true);

        public Device device { get; }

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Seed = (ulong)seed;
            return this;
        }

        public long initial_seed() => (long)Seed;

        /// <summary>Seeds from the operating system's entropy and returns the seed.</summary>
        public long seed()
        {
            Seed = (ulong)Random.Shared.NextInt64();
            return initial_seed();
        }

        public Tensor get_state() => new(Native.Check(Native.ts_generator_state(Handle)));

        public void set_state(Tensor value) => Native.Check(Native.ts_set_generator_state(Handle, value.Handle));

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint taken = Interlocked.Exchange(ref handle, 0);
            if (taken != 0) Native.ts_generator_free(taken);
        }

        private unsafe ulong Seed
        {
            get
            {
                ulong seed = 0;
                Native.Check(Native.ts_generator_seed(Handle, &seed, 0));
                return seed;
            }
            set => Native.Check(Native.ts_generator_seed(Handle, &value, 1));
        }
    }

    /// <summary>Seeds the generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.EnsureLoaded();
        Native.Check(Native.ts_manual_seed((ulong)seed));
        return Generator.Default;
    }

    public static long initial_seed()
    {
        using Generator generator = Generator.Default;
        return generator.initial_seed();
    }

    public static Tensor get_rng_state()
    {
        using Generator generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using Generator generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static partial class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long initial_seed() => torch.initial_seed();
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
