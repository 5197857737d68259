using TorchSharp.Modules;

namespace Awsnet.Components;

/// <summary>A run's scalars for TensorBoard, by TorchSharp's writer, which opens its file for each scalar and closes it again.</summary>
internal sealed class BoardFile(string folder)
{
    private SummaryWriter? _writer;

    /// <summary>Adds scalars of one step; values that are not finite are left out.</summary>
    internal void Add(int step, IEnumerable<(string Tag, double Value)> scalars)
    {
        try
        {
            _writer ??= torch.utils.tensorboard.SummaryWriter(folder);
            foreach (var (tag, value) in scalars.Where(scalar => float.IsFinite((float)scalar.Value)))
                _writer.add_scalar(tag, (float)value, step);
        }
        catch
        {
            // Readers leave a file at a record that is not whole, so what comes next goes into another one.
            _writer = null;
            throw;
        }
    }
}
