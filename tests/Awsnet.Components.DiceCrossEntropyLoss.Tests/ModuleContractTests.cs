namespace Awsnet.Components.Tests;

public class ModuleContractTests
{
    [Fact]
    public void Dice_keeps_it() => Check(() => new DiceLoss(), (module, inputs) => module.call(inputs[0], inputs[1]));

    [Fact]
    public void Dice_and_cross_entropy_keeps_it() =>
        Check(() => new DiceCrossEntropyLoss(), (module, inputs) => module.call(inputs[0], inputs[1]));

    [Fact]
    public void Focal_keeps_it() => Check(() => new FocalLoss(), (module, inputs) => module.call(inputs[0], inputs[1]));

    [Fact]
    public void Tversky_keeps_it() => Check(() => new TverskyLoss(), (module, inputs) => module.call(inputs[0], inputs[1]));

    [Fact]
    public void Generalized_Dice_keeps_it() =>
        Check(() => new GeneralizedDiceLoss(), (module, inputs) => module.call(inputs[0], inputs[1]));

    [Fact]
    public void Deep_supervision_keeps_it() =>
        Check(() => new DeepSupervisionLoss(), (module, inputs) =>
        {
            SupervisionLoss loss = module.call([inputs[0]], inputs[1], [1.0]);
            loss.Heads[0]!.Dispose();
            return loss.Total;
        });

    private static void Check<TModule>(Func<TModule> create, Func<TModule, Tensor[], Tensor> run) where TModule : nn.Module =>
        ModuleContract.Check(new ModuleCase<TModule>
        {
            Create = create,
            Inputs = () => [Formula.Tensor("logits", 2, 3, 4, 4), Formula.Labels("labels", 3, 2, 4, 4)],
            Run = (module, inputs) => [run(module, inputs)],
            OutputShapes = [[]],
            Keys = [],
            OddInputs = () => [Formula.Tensor("logits", 1, 3, 5, 7), Formula.Labels("labels", 3, 1, 5, 7)],
            OddOutputShapes = [[]],
        });
}
