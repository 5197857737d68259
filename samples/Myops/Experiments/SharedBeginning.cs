using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Awsnet.Components.Myops;

/// <summary>
/// The epochs with fixed weights that arms of a fold have in common: arms that differ only in who finds the weights afterwards.
/// The first of them keeps its state as it enters the last of these epochs; the others start from there, and end with the same bits.
/// </summary>
internal sealed class SharedBeginning
{
    private readonly string folder;
    private readonly int lastEpoch;

    private SharedBeginning(string folder, int lastEpoch) => (this.folder, this.lastEpoch) = (folder, lastEpoch);

    /// <summary>The beginning of a stage, or null where no other arm has it too.</summary>
    /// <param name="parent">Where the fold keeps beginnings.</param>
    /// <param name="options">The preset's options.</param>
    public static SharedBeginning? Of(string parent, Arm arm, PipelineOptions options, string stage)
    {
        var fine = arm.Change(options).Fine;
        // The state before the last epoch: after it, the state is already that of a search.
        if (fine.AutoEpochs == 0 || fine.FixedEpochs < 2 || stage is not (Stage.Scar or Stage.Pathology or Stage.Both)) return null;
        var key = KeyOf(arm, options);
        return Arms.All.Any(other => other.Id != arm.Id && KeyOf(other, options) == key)
            ? new SharedBeginning(Path.Combine(parent, $"{Hash(key)}-{stage}"), fine.FixedEpochs - 1)
            : null;
    }

    /// <summary>Begins a stage with it, if it is known and the stage has not begun.</summary>
    public void Adopt(string stageFolder)
    {
        if (Directory.Exists(folder) && !Directory.Exists(stageFolder)) FolderCopy.Copy(folder, stageFolder);
    }

    /// <summary>Keeps the stage's state when it is that far.</summary>
    public IProgress<RunProgress> Watch(string stageFolder, IProgress<RunProgress> display) => new Watcher(this, stageFolder, display);

    /// <summary>What a fine network's training depends on before its weights are searched for.</summary>
    private static string KeyOf(Arm arm, PipelineOptions options)
    {
        var own = arm.Change(options);
        return JsonFile.Text(own with
        {
            Members = 1,
            Bootstrap = false,
            Vote = default,
            // Bagging gives the first member other cases, and weights trained with the network are part of it.
            Fine = own.Fine with { Finder = own.Bootstrap || own.Fine.Finder == WeightFinder.Gradient ? arm.Id : "any" },
        });
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12];

    private sealed class Watcher(SharedBeginning beginning, string stageFolder, IProgress<RunProgress> display) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (
                value is { Event: RunEvent.Step, Stage: TrainingStage.FixedWeights }
                    && value.Epoch == beginning.lastEpoch
                    && !Directory.Exists(beginning.folder))
                FolderCopy.Copy(stageFolder, beginning.folder);
            display.Report(value);
        }
    }
}
