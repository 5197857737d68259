using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>
/// What an optimizer remembers, as named tensors. Adam's and AdamW's moments are copied where they lie; of any other optimizer the
/// bytes that it writes itself.
/// </summary>
internal sealed class OptimizerMemory(OptimizerHelper optimizer)
{
    /// <summary>The one entry whose length is not fixed.</summary>
    internal const string BytesName = "optimizer.bytes";
    private const string StepsName = "optimizer.steps";

    private readonly bool _hasMoments = optimizer is Adam or AdamW;

    /// <summary>The memory as it is. Moments are live; the rest belongs to the current dispose scope.</summary>
    internal IEnumerable<(string Name, Tensor Value)> Save()
    {
        if (!_hasMoments)
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            optimizer.save_state_dict(writer);
            return [(BytesName, tensor(stream.ToArray()))];
        }
        var states = optimizer.state_dict().State;
        return [.. states.SelectMany(Moments), (StepsName, tensor(states.Select(StepOf).ToArray()))];
    }

    internal void Load(ITensorSource source)
    {
        if (!_hasMoments)
        {
            using var reader = new BinaryReader(new MemoryStream(source.Read(BytesName).bytes.ToArray()));
            using var scope = NewDisposeScope();
            optimizer.load_state_dict(reader);
            // The optimizer made its own tensors here and keeps them.
            scope.Detach(scope.DisposablesView.ToArray());
            return;
        }
        var states = optimizer.state_dict().State;
        foreach (var (name, moment) in states.SelectMany(Moments))
            source.ReadInto(name, moment);
        var steps = MemoryMarshal.Cast<byte, long>(source.Read(StepsName).bytes);
        for (int i = 0; i < states.Count; i++)
            SetStep(states[i], steps[i]);
    }

    private static IEnumerable<(string, Tensor)> Moments(OptimizerState state, int index)
    {
        (string Name, Tensor? Value)[] moments = state switch
        {
            Adam.State adam =>
                [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq), ("max_exp_avg_sq", adam.max_exp_avg_sq)],
            AdamW.State adam =>
                [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq), ("max_exp_avg_sq", adam.max_exp_avg_sq)],
            _ => throw new InvalidOperationException(
                $"An optimizer of the family of Adam has a {state.GetType().DeclaringType?.Name}.{state.GetType().Name}."),
        };
        return moments.Where(moment => moment.Value is not null).Select(moment => ($"optimizer.{index}.{moment.Name}", moment.Value!));
    }

    private static long StepOf(OptimizerState state) => state is Adam.State adam ? adam.step : ((AdamW.State)state).step;

    private static void SetStep(OptimizerState state, long step)
    {
        if (state is Adam.State adam)
            adam.step = step;
        else
            ((AdamW.State)state).step = step;
    }
}
