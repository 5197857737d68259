namespace Awsnet.Components.Tests;

/// <summary>Runs one process at a time on this machine; the others are queued until it ends, as on a full Slurm allocation.</summary>
internal sealed class OnePlaceLauncher : ILauncher
{
    private readonly ProcessLauncher _machine = new();
    private readonly SemaphoreSlim _place = new(1);
    private int _started;

    /// <summary>How many ever had the place.</summary>
    public int Started => _started;

    public string Name => "one place";

    public bool SendsInput => true;

    public void Check(string folder)
    {
    }

    public ILaunchedProcess Start(LaunchRequest request) => new Queued(this, request);

    private sealed class Queued(OnePlaceLauncher launcher, LaunchRequest request) : ILaunchedProcess
    {
        private readonly object _gate = new();
        private ILaunchedProcess? _process;
        private bool _hasLeft;

        public string Description => _process?.Description ?? "queued";

        public bool IsWaiting => _process is null;

        public int ExitCode => _process!.ExitCode;

        public bool Wait(TimeSpan time)
        {
            lock (_gate)
            {
                if (_process is null && !_hasLeft && launcher._place.Wait(TimeSpan.Zero))
                {
                    Interlocked.Increment(ref launcher._started);
                    _process = launcher._machine.Start(request);
                }
            }
            if (_process is not null)
                return _process.Wait(time) && Leave();
            Thread.Sleep(time);
            return _hasLeft;
        }

        public bool TrySend(string line) => _process?.TrySend(line) ?? false;

        public void Kill()
        {
            _process?.Kill();
            Leave();
        }

        public void Dispose()
        {
            Leave();
            _process?.Dispose();
        }

        /// <summary>Gives the place back, once.</summary>
        private bool Leave()
        {
            lock (_gate)
            {
                if (!_hasLeft && _process is not null)
                    launcher._place.Release();
                _hasLeft = true;
            }
            return true;
        }
    }
}
