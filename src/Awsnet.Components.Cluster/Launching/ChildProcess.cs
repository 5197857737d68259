using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>
/// A process that ends when its input does: closed on purpose, or by the death of this process. A worker that hangs is ended all the same,
/// for a thread of its own reads the input.
/// </summary>
internal sealed class ChildProcess : ILaunchedProcess
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);
    private readonly CountdownEvent _streams = new(2);
    private readonly Process _process;
    private readonly Action? _killElsewhere;
    private readonly TimeSpan _grace;
    private readonly object _gate = new();
    private bool _heard, _disposed;

    internal ChildProcess(LaunchRequest request, IReadOnlyList<string> command, Func<int, string> describe, Action? killElsewhere)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;
        start.Environment[Lifeline.Variable] = "1";
        start.Environment[Fingerprint.ThreadsVariable] = request.Threads.ToString(CultureInfo.InvariantCulture);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ClusterException($"{command[0]} cannot be started: {e.Message.TrimEnd('.')}. Check that it is there.", e);
        }
        _killElsewhere = killElsewhere;
        _grace = request.Grace;
        Description = describe(_process.Id);
        _process.OutputDataReceived += (_, line) => Relay(request.Output, line.Data);
        _process.ErrorDataReceived += (_, line) => Relay(request.Output, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Description { get; }

    public int ExitCode => _process.ExitCode;

    public bool Wait(TimeSpan time)
    {
        if (!_process.WaitForExit(time))
            return false;
        // What it printed last says why it ended; somebody else may hold its streams open, who is not waited for.
        if (!_heard)
            _streams.Wait(patience);
        return _heard = true;
    }

    public bool TrySend(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Kill()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
        if (_process.WaitForExit(_grace))
            return;
        _killElsewhere?.Invoke();
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return;
        }
        _process.WaitForExit(patience);
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _process.Dispose();
    }

    private void Relay(Action<string>? output, string? line)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            if (line is not null)
                output?.Invoke(line);
            else
                _streams.Signal();
        }
    }
}
