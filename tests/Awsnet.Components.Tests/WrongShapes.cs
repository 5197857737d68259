using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Tests;

/// <summary>
/// Every public member that takes tensors, given some that do not fit. An error inside libtorch can end the whole process where TorchSharp
/// does not catch it, so this is a program of its own: it prints a line for each member, and its last line last.
/// </summary>
internal static class WrongShapes
{
    internal const string Argument = "wrong-shapes", End = "end";

    internal static readonly IReadOnlyDictionary<string, Action> Calls = new Dictionary<string, Action>
    {
        ["PixelAttentionGate.forward, axes"] = () => Gate.call(ones(2, 16, 8), ones(2, 32, 8, 8)),
        ["PixelAttentionGate.forward, channels"] = () => Gate.call(ones(2, 32, 8, 8), ones(2, 16, 8, 8)),
        ["PixelAttentionGate.Attend, batch"] = () => Gate.Attend(ones(2, 16, 8, 8), ones(3, 32, 8, 8)),
        ["DeepSupervisedUNet.forward, channels"] = () => UNet.call(ones(1, 3, 16, 16)),
        ["DeepSupervisedUNet.Predict, axes"] = () => UNet.Predict(ones(2, 16, 16)),
        ["DeepSupervisedUNet.Predict, nothing"] = () => UNet.Predict(ones(0, 2, 0, 16)),
        ["DeepSupervisedUNet.ForwardHeads, axes"] = () => UNet.ForwardHeads(ones([1, 2, 4, 16, 16]), HeadSelection.All),
        ["NestedUNet.forward, channels"] = () => Nested.call(ones(1, 1, 16, 16)),
        ["NetworkWeights.Load, shape"] = () =>
            NetworkWeights.Load(UNet, NetworkWeights.Export(UNet).ToDictionary(entry => entry.Key, entry => ones(7))),
        ["DiceCrossEntropy.Dice, sizes"] = () => DiceCrossEntropy.Dice(ones(2, 3, 8, 8), zeros(2, 8, 9, ScalarType.Int64)),
        ["DiceCrossEntropy.CrossEntropy, batch"] = () => DiceCrossEntropy.CrossEntropy(ones(2, 3, 8, 8), zeros(3, 8, 8, ScalarType.Int64)),
        ["DiceCrossEntropy.Loss, labels"] = () => DiceCrossEntropy.Loss(ones(2, 3, 8, 8), full([2, 8, 8], 5, ScalarType.Int64)),
        ["DiceCrossEntropyLoss.forward, axes"] = () => new DiceCrossEntropyLoss().call(ones(3), zeros(3, ScalarType.Int64)),
        ["DiceLoss.forward, sizes"] = () => new DiceLoss().call(ones(2, 3, 8, 8), zeros(2, 4, 4, ScalarType.Int64)),
        ["DeepSupervision.Sum, weights"] = () => DeepSupervision.Sum([ones(2, 3, 8, 8)], zeros(2, 8, 8, ScalarType.Int64), [0.5, 0.5]),
        ["DeepSupervision.PerHead, classes"] = () =>
            DeepSupervision.PerHead([ones(2, 3, 8, 8), ones(2, 4, 4, 4)], zeros(2, 8, 8, ScalarType.Int64)),
        ["DeepSupervisionLoss.forward, heads"] = () =>
            new DeepSupervisionLoss().call([null, null], zeros(2, 8, 8, ScalarType.Int64), [1, 1]),
        ["ValidationDice.Update, sizes"] = () =>
            new ValidationDice([("lesion", [1])]).Update(ones(2, 3, 8, 8), zeros(2, 4, 4, ScalarType.Int64)),
        ["LossTerms.Weighted, count"] = () => LossTerms.Weighted(LossWeights.Equal(["a", "b"]), ones(1)),
        ["GradientWeighted.Weigh, shapes"] = () =>
            new GradientWeighted<DeepSupervisedUNet>(UNet, new WeightSpace(["a", "b"])).Weigh(ones(2), ones(3)),
        ["Asan.Merge, sizes"] = () => Asan.Merge(zeros(2, 8, 8, ScalarType.Int64), zeros(2, 9, 8, ScalarType.Int64)),
        ["Asan.Probabilities, channels"] = () => Asan.Probabilities(UNet, ones(1, 3, 16, 16)),
        ["Asan.MirrorMean, dimensions"] = () => Asan.MirrorMean(seen => seen, ones(3, 16, 16)),
        ["Casn.Segment, channels"] = () => Casn.Segment(UNet, UNet, ones(1, 3, 16, 16)),
        ["Casn.Segment, axes"] = () => Casn.Segment(UNet, UNet, ones(3, 16, 16)),
    };

    private static PixelAttentionGate Gate => new(new() { SkipChannels = 16, GateChannels = 32 });

    private static DeepSupervisedUNet UNet => new(new() { InputChannels = 2, Classes = 3, Widths = [16, 16, 16] });

    private static NestedUNet Nested => new(new() { InputChannels = 2, Classes = 3, Widths = [16, 16, 16] });

    internal static void Run()
    {
        foreach (var (name, call) in Calls)
        {
            using var scope = NewDisposeScope();
            string outcome;
            try
            {
                call();
                outcome = "nothing";
            }
            catch (Exception error)
            {
                outcome = $"{error.GetType().Name} {error.Message.ReplaceLineEndings(" ")}";
            }
            Console.WriteLine($"{name}: {outcome}");
        }
        Console.WriteLine(End);
    }
}
