namespace TorchSharp;

public static partial class torch
{
    /// <summary>One part of an index expression: a number, a slice, a new axis, an ellipsis, a mask or index tensor.</summary>
    public struct TensorIndex
    {
        internal enum Part { None, Ellipsis, Single, Slice, Tensor, Bool }

        internal Part Kind;
        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor? Indices;

        /// <summary>Inserts an axis of length 1.</summary>
        public static readonly TensorIndex None = new() { Kind = Part.None };
        public static readonly TensorIndex Null = None;

        /// <summary>Every axis that the other parts leave over.</summary>
        public static readonly TensorIndex Ellipsis = new() { Kind = Part.Ellipsis };

        /// <summary>A whole axis.</summary>
        public static readonly TensorIndex Colon = Slice();

        public static TensorIndex Single(long? index) => index is null ? None : new() { Kind = Part.Single, Start = index };
        public static TensorIndex Bool(bool value) => new() { Kind = Part.Bool, Start = value ? 1 : 0 };
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { Kind = Part.Slice, Start = start, Stop = stop, Step = step };
        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);
        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), range.End.Equals(Index.End) ? null : Position(range.End));
        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = Part.Tensor, Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(Position(index));
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
