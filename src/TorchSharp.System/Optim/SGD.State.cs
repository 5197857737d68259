using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Null until the first step with a momentum.</summary>
        public Tensor? momentum_buffer;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options) => Copy(ref momentum_buffer, null);

        public override void LoadStateDict(BinaryReader reader) => Read(reader, ref momentum_buffer);

        public override void LoadStateDict(OptimizerState source) => Copy(ref momentum_buffer, Same<State>(source).momentum_buffer);

        public override void SaveStateDict(BinaryWriter writer) => Write(writer, momentum_buffer);

        public override void to(Device device) => Move(ref momentum_buffer, device);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State given && Close(momentum_buffer, given.momentum_buffer);

        public void Dispose() => momentum_buffer?.Dispose();
    }
}
