namespace TorchSharp.Modules;

/// <summary>A parameter group's settings; what is null is taken from the optimiser.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    /// <summary>The rate that schedulers start from.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Whether a scheduler has taken the rate it starts from; later ones then start from the same.</summary>
    internal bool IsScheduled { get; set; }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate ?? InitialLearningRate);
    }

    /// <summary>The source as options of the same optimiser.</summary>
    private protected static T Same<T>(OptimizerOptions source) where T : OptimizerOptions =>
        source as T ?? throw new ArgumentException($"The options are of {source?.GetType().DeclaringType?.Name ?? "nothing"}, not of {typeof(T).DeclaringType!.Name}.", nameof(source));
}
