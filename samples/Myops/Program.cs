using System.Globalization;
using System.Runtime.InteropServices;
using Awsnet.Components.Myops;

// Whatever the machine's settings say: numbers are read and written with a point.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

using var stop = new CancellationTokenSource();

// The first Ctrl-C (or SIGTERM) asks the work to save and end; a second one ends the process at once.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested) return;
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await MyopsApp.RunAsync(args, AppConsole.OfProcess(), stop.Token);
