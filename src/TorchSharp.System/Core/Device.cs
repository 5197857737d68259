namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: <c>cpu</c>, <c>cuda</c>, <c>cuda:0</c> ...</summary>
    public class Device
    {
        public DeviceType type { get; }

        /// <summary>Which of several devices of the type, or -1 for the current one.</summary>
        public int index { get; }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index;
        }

        public Device(string deviceType, int index = -1) : this(Parse(deviceType), index) { }

        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':');
            int number = -1;
            if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], out number) || number < 0)))
                throw new ArgumentException($"'{description}' is not a device: expected a type and an optional index, such as 'cpu' or 'cuda:0'.", nameof(description));
            type = Parse(parts[0]);
            index = type == DeviceType.CPU ? -1 : number;
        }

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public static implicit operator Device(string description) => new(description);

        internal long Code => ((long)type << 16) | (uint)(index + 1);

        internal static Device FromCode(long code) => new((DeviceType)(code >> 16), (int)(code & 0xffff) - 1);

        public override string ToString() => index < 0 ? Name : $"{Name}:{index}";

        public override bool Equals(object? obj) => obj is Device other && other.type == type && other.index == index;

        public override int GetHashCode() => Code.GetHashCode();

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType Parse(string name) => Enum.TryParse(name, ignoreCase: true, out DeviceType parsed) && !char.IsDigit(name[0])
            ? parsed
            : throw new ArgumentException($"'{name}' is not a device type: expected one of {string.Join(", ", Enum.GetNames<DeviceType>()).ToLowerInvariant()}.", nameof(name));
    }
}
