namespace TorchSharp.Modules;

public partial class SGD
{
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            Options given = Same<Options>(source);
            base.LoadStateDict(source);
            momentum = given.momentum;
            dampening = given.dampening;
            weight_decay = given.weight_decay;
            nesterov = given.nesterov;
            maximize = given.maximize;
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum!.Value);
            writer.Write(dampening!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
        }

        internal void Complete(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            momentum ??= defaults.momentum;
            dampening ??= defaults.dampening;
            weight_decay ??= defaults.weight_decay;
            nesterov ??= defaults.nesterov;
            maximize ??= defaults.maximize;
            if (LearningRate is not >= 0) throw new ArgumentException($"The learning rate is {LearningRate}; it must not be negative.");
            if (momentum is not >= 0) throw new ArgumentException($"momentum is {momentum}; it must not be negative.");
            if (weight_decay is not >= 0) throw new ArgumentException($"weight_decay is {weight_decay}; it must not be negative.");
            if (nesterov == true && (momentum == 0 || dampening != 0))
                throw new ArgumentException($"Nesterov needs a momentum and no dampening, not {momentum} and {dampening}.");
        }
    }
}
