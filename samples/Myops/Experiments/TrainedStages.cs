namespace Awsnet.Components.Myops;

/// <summary>Stages that another run of the same options, seed and cases has trained already.</summary>
internal static class TrainedStages
{
    /// <summary>Copies the finished stages of another run that this one has not started; training then finds them done.</summary>
    /// <param name="path">The other run's folder; nothing is done where it holds no finished run.</param>
    /// <param name="run">The run that has these stages too.</param>
    public static void Adopt(string path, RunFolder run)
    {
        if (!RunFolder.Holds(path) || RunFolder.Open(path) is not { IsFinished: true } other) return;
        foreach (var stage in other.Summary.Stages.Select(stage => stage.Name))
        {
            var target = run.StageFolder(stage);
            if (!Directory.Exists(target)) FolderCopy.Copy(other.StageFolder(stage), target);
        }
    }
}
