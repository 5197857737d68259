namespace TorchSharp.Modules;

public partial class AdamW
{
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            amsgrad = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            Options given = Same<Options>(source);
            base.LoadStateDict(source);
            beta1 = given.beta1;
            beta2 = given.beta2;
            eps = given.eps;
            weight_decay = given.weight_decay;
            amsgrad = given.amsgrad;
            maximize = given.maximize;
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1!.Value);
            writer.Write(beta2!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }

        internal void Complete(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
            if (LearningRate is not >= 0) throw new ArgumentException($"The learning rate is {LearningRate}; it must not be negative.");
            if (beta1 is not (>= 0 and < 1)) throw new ArgumentException($"beta1 is {beta1}; it must lie in [0, 1).");
            if (beta2 is not (>= 0 and < 1)) throw new ArgumentException($"beta2 is {beta2}; it must lie in [0, 1).");
            if (eps is not >= 0) throw new ArgumentException($"eps is {eps}; it must not be negative.");
            if (weight_decay is not >= 0) throw new ArgumentException($"weight_decay is {weight_decay}; it must not be negative.");
        }
    }
}
