namespace Awsnet.Components.Tests;

/// <summary>A launcher whose "process" is a delegate that works on the attempt's folder: what a worker could leave there.</summary>
internal sealed class WritingLauncher(Func<AttemptFolder, CandidateTask, int> work) : ILauncher
{
    private int _started;

    /// <summary>What each waits for before it ends.</summary>
    public Func<CandidateTask, Func<bool>> EndsWhen { get; init; } = _ => () => true;

    public int Started => _started;

    public string Name => "nowhere";

    public void Check(string folder)
    {
    }

    public ILaunchedProcess Start(LaunchRequest request)
    {
        Interlocked.Increment(ref _started);
        string path = request.Environment[CandidateProcess.Variable];
        var task = CandidateTask.Read(path);
        return new Ended(EndsWhen(task), work(new AttemptFolder(Path.GetDirectoryName(path)!, task.Attempt), task));
    }

    /// <summary>The result that a good worker leaves.</summary>
    public static CandidateReport Report(AttemptFolder attempt, CandidateTask task, double reward = 1)
    {
        File.WriteAllBytes(attempt.Snapshot, [1, 2, 3, (byte)task.Candidate]);
        return new CandidateReport
        {
            Run = task.Run,
            Kind = task.Kind,
            Epoch = task.Epoch,
            Candidate = task.Candidate,
            Attempt = task.Attempt,
            Parent = task.Parent?.Sha256,
            Reward = reward,
            Losses = [1, 2, 3],
            Sha256 = SnapshotFile.Of(RunFolder.RootOf(attempt.Task), attempt.Snapshot).Sha256,
            Fingerprint = new Fingerprint(new Dictionary<string, string>()),
            Machine = "nowhere",
        };
    }

    private sealed class Ended(Func<bool> hasEnded, int exitCode) : ILaunchedProcess
    {
        public string Description => "process 0 nowhere";

        public int ExitCode => exitCode;

        public bool Wait(TimeSpan time)
        {
            if (hasEnded())
                return true;
            Thread.Sleep(time);
            return hasEnded();
        }

        public void Kill()
        {
        }

        public void Dispose()
        {
        }
    }
}
