using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adam
{
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor? exp_avg;
        public Tensor? exp_avg_sq;
        public Tensor? max_exp_avg_sq;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            if (((Options)options).amsgrad == true) max_exp_avg_sq = Zeros();
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Read(reader, ref exp_avg);
            Read(reader, ref exp_avg_sq);
            Read(reader, ref max_exp_avg_sq);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            State given = Same<State>(source);
            step = given.step;
            Copy(ref exp_avg, given.exp_avg);
            Copy(ref exp_avg_sq, given.exp_avg_sq);
            Copy(ref max_exp_avg_sq, given.max_exp_avg_sq);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            Write(writer, exp_avg);
            Write(writer, exp_avg_sq);
            Write(writer, max_exp_avg_sq);
        }

        public override void to(Device device)
        {
            Move(ref exp_avg, device);
            Move(ref exp_avg_sq, device);
            Move(ref max_exp_avg_sq, device);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State given && step == given.step && Close(exp_avg, given.exp_avg) && Close(exp_avg_sq, given.exp_avg_sq)
            && Close(max_exp_avg_sq, given.max_exp_avg_sq);

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        /// <summary>The largest second moment so far; zeros when amsgrad was switched on late.</summary>
        internal Tensor Largest() => max_exp_avg_sq ??= Zeros();
    }
}
