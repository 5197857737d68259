using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

public sealed partial class TorchTrainable<TNetwork, TBatch> : ISavableTrainable<TorchSnapshot>, IWholeRunFactory
    where TNetwork : nn.Module
{
    private const string EmaStepsKey = "emaSteps", EvaluationKey = "evaluation";

    /// <summary>The versions of torch and TorchSharp, and the device.</summary>
    public string Fingerprint =>
        $"libtorch {__version__}, TorchSharp {typeof(torch).Assembly.GetName().Version}, {State.Parameters[0].device}";

    /// <summary>
    /// The factor of the learning rate in the epoch at hand and, with a scheduler, each parameter group's rate, as text.
    /// </summary>
    string ISavableTrainable<TorchSnapshot>.Conditions => string.Join(' ', new[] { Shared.LearningRateFactor }
        .Concat(Shared.ScheduledRates ?? []).Select(rate => rate.ToString("R", CultureInfo.InvariantCulture)));

    void ISavableTrainable<TorchSnapshot>.UseConditions(string conditions)
    {
        double[] rates = [.. conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(rate => double.Parse(rate, CultureInfo.InvariantCulture))];
        Shared.LearningRateFactor = rates.Length == 0 ? 1 : rates[0];
        if (rates.Length > 1)
            Shared.ScheduledRates = rates[1..];
    }

    /// <summary>A plain training of the options' whole plan with the trial's weights and seed.</summary>
    ISavableRun IWholeRunFactory.CreateRun(WholeRunTrial trial) => new TrainingRun<TNetwork, TBatch>(_task, _options, trial);

    /// <summary>Writes a snapshot as a safetensors file with a digest of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="snapshot">A snapshot that was not released.</param>
    public void Save(string path, TorchSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var metadata = new Dictionary<string, string>
        {
            [EmaStepsKey] = snapshot.EmaSteps.ToString(CultureInfo.InvariantCulture),
            [EvaluationKey] = Json.Of(snapshot.Evaluation)?.ToJsonString() ?? "null",
        };
        TensorFile.Write(path, metadata, snapshot.InOrder(), File.Create);
    }

    /// <summary>Reads a snapshot that <see cref="Save"/> wrote, here or in another process.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another network or optimizer.</exception>
    public TorchSnapshot Load(string path)
    {
        using var content = TensorFile.Open(path);
        var snapshot = Shared.Take();
        try
        {
            State.CopyTo(snapshot);
            snapshot.Read(content);
            snapshot.EmaSteps = long.Parse(content.Text(EmaStepsKey), CultureInfo.InvariantCulture);
            snapshot.Evaluation = Json.Evaluation(JsonNode.Parse(content.Text(EvaluationKey)));
            return snapshot;
        }
        catch
        {
            Shared.Return(snapshot);
            throw;
        }
    }
}
