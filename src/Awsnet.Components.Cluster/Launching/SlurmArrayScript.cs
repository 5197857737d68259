using System.Globalization;
using System.Text;

namespace Awsnet.Components;

/// <summary>
/// The batch script of an array: each task runs one job, and leaves in its attempt's folder that it began and how it ended.
/// </summary>
internal static class SlurmArrayScript
{
    internal static string Of(IReadOnlyList<LaunchRequest> requests)
    {
        var script = new StringBuilder("#!/bin/sh\ncase $SLURM_ARRAY_TASK_ID in\n");
        for (int i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            script.Append(CultureInfo.InvariantCulture, $"{i})\n    attempt={Quoted(request.Attempt!.Path)}\n");
            script.Append(CultureInfo.InvariantCulture, $"    run={RunOf(request.Attempt)} number={request.Attempt.Number}");
            script.Append(CultureInfo.InvariantCulture, $" starts={request.Starts}\n");
            script.Append(CultureInfo.InvariantCulture, $"    export {Fingerprint.ThreadsVariable}={request.Threads}");
            foreach (var (name, value) in request.Environment)
                script.Append(CultureInfo.InvariantCulture, $" {name}={Quoted(value)}");
            script.Append(CultureInfo.InvariantCulture, $"\n    set -- {string.Join(' ', request.Command.Select(Quoted))} ;;\n");
        }
        return script.Append("esac\n").Append(Body).ToString();
    }

    internal static string RunOf(AttemptFolder attempt) => JsonFile.Read(attempt.Task)["run"].Text();

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Body => $$"""
        node=${SLURMD_NODENAME:-$(hostname)}
        [ -d "$attempt" ] || exit {{WorkerExit.NotVisible}}
        exec >>"$attempt/log.txt" 2>&1
        unset {{Lifeline.Variable}}
        restarts=${SLURM_RESTART_COUNT:-0}
        # Requeued in the middle of an end that was a good one.
        grep -qs '"code":0,' "$attempt/exit.json" && exit 0
        rm -f "$attempt/exit.json"
        if [ "$restarts" -ge "$starts" ]; then
            echo "Slurm started it again too often"
            code={{WorkerExit.MachineFault}} began=$(date +%s)
        else
            printf '%s 0 NaN %s' $((restarts + 1)) "$node" >"$attempt/progress.tmp" && mv -f "$attempt/progress.tmp" "$attempt/progress"
            # Whoever is asked to save and end is waited for.
            asked=
            trap 'asked=1' TERM
            began=$(date +%s)
            [ -n "$asked" ] && exit 143
            "$@" </dev/null
            code=$?
        fi
        printf '{"run":"%s","attempt":%s,"code":%s,"machine":"%s","seconds":%s}' \
            "$run" "$number" "$code" "$node" $(($(date +%s) - began)) >"$attempt/exit.json.tmp"
        sync "$attempt/exit.json.tmp"
        mv -f "$attempt/exit.json.tmp" "$attempt/exit.json"
        exit $code

        """;
}
