using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Awsnet.Components;

/// <summary>The candidates of one epoch: trains and evaluates each from the incumbent and keeps what may be adopted.</summary>
internal sealed class EpochRun<TSnapshot>
{
    private readonly IReadOnlyList<ITrainable<TSnapshot>> _team;
    private readonly WeightSearchOptions _options;
    private readonly IWeightController _controller;
    private readonly object _gate;
    private readonly int _epoch;
    private readonly IReadOnlyList<WeightProposal> _proposals;
    private readonly int[] _leader;
    private IProgress<SearchProgress>? _progress;

    internal EpochRun(IReadOnlyList<ITrainable<TSnapshot>> team, IWeightController controller, WeightSearchOptions options, int epoch,
        object gate)
    {
        _team = team;
        _options = options;
        _controller = controller;
        _gate = gate;
        _epoch = epoch;
        _proposals = controller.Pending;
        _leader = Leaders(_proposals, options.TrainEqualProposalsOnce);
        Records = new CandidateRecord?[_proposals.Count];
        Shelf = new SnapshotShelf<TSnapshot>(team[0], controller.Prefers);
    }

    /// <summary>What became of each candidate; null for those still to come.</summary>
    internal CandidateRecord?[] Records { get; }

    /// <summary>After the run: the best candidate's snapshot, or nothing when all failed.</summary>
    internal SnapshotShelf<TSnapshot> Shelf { get; }

    internal void Run(TSnapshot incumbent, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        _progress = progress;
        int[] entrants = [.. Enumerable.Range(0, _proposals.Count).Where(index => _leader[index] == index && Records[index] is null)];
        if (_options.Halving is null)
        {
            RunRung(entrants, [], incumbent, 0, 1, keep: 1, cancellation);
            return;
        }

        var starts = new Dictionary<int, TSnapshot>();
        try
        {
            double from = 0;
            foreach (double to in _options.Halving.Rungs)
            {
                int keep = to < 1 ? _options.Halving.Survivors(entrants.Length) : 1;
                RunRung(entrants, starts, incumbent, from, to, keep, cancellation);
                if (to == 1)
                    break;
                starts = Shelf.TakeAll();
                entrants = [.. starts.Keys.Order()];
                from = to;
            }
        }
        finally
        {
            foreach (var snapshot in starts.Values)
                _team[0].Release(snapshot);
        }
    }

    /// <summary>The candidate that stands in for each: the first with equal weights and seed.</summary>
    private static int[] Leaders(IReadOnlyList<WeightProposal> proposals, bool share)
    {
        var leader = new int[proposals.Count];
        for (int index = 0; index < leader.Length; index++)
        {
            leader[index] = index;
            for (int earlier = 0; share && earlier < index && leader[index] == index; earlier++)
            {
                if (proposals[earlier].Seed == proposals[index].Seed && proposals[earlier].Weights.IsCloseTo(proposals[index].Weights))
                    leader[index] = leader[earlier];
            }
        }
        return leader;
    }

    private void RunRung(int[] entrants, Dictionary<int, TSnapshot> starts, TSnapshot incumbent, double from, double to, int keep,
        CancellationToken cancellation)
    {
        int next = -1;
        ExceptionDispatchInfo? failure = null;

        void Work(ITrainable<TSnapshot> trainable)
        {
            try
            {
                while (Volatile.Read(ref failure) is null)
                {
                    int place = Interlocked.Increment(ref next);
                    if (place >= entrants.Length)
                        return;
                    RunCandidate(trainable, entrants[place], starts, incumbent, from, to, keep, cancellation);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }

        // Threads of their own: training blocks for long, and scopes of native memory are tied to a thread.
        var helpers = _team.Skip(1).Take(entrants.Length - 1).Select(trainable => new Thread(() => Work(trainable)) { IsBackground = true })
            .ToArray();
        foreach (var helper in helpers)
            helper.Start();
        Work(_team[0]);
        foreach (var helper in helpers)
            helper.Join();
        failure?.Throw();
    }

    private void RunCandidate(ITrainable<TSnapshot> trainable, int index, Dictionary<int, TSnapshot> starts, TSnapshot incumbent,
        double from, double to, int keep, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Begin(trainable, index, starts, incumbent);
        var proposal = _proposals[index];
        var clock = Stopwatch.StartNew();
        double reward = double.NaN;
        var status = CandidateStatus.Ok;
        string? error = null;
        ImmutableArray<double> losses = [];
        var listener = _progress is null ? null : new Listener(this, proposal);
        try
        {
            var context = new EpochContext(_epoch, index, proposal.Seed);
            losses = from == 0 && to == 1
                ? trainable.TrainEpoch(proposal.Weights, context, listener, cancellation)
                : ((IBudgetedTrainable<TSnapshot>)trainable).TrainPart(proposal.Weights, context, from, to, listener, cancellation);
            listener?.Failure?.Throw();
            losses = losses.IsDefault ? [] : losses;
            if (losses.Length != 0 && losses.Length != proposal.Weights.Count)
                throw new InvalidOperationException(
                    $"The trainable returned {losses.Length} observed losses for {proposal.Weights.Count} weights; return one per loss, " +
                    "or none.");
            reward = trainable.Evaluate(cancellation);
            if (!double.IsFinite(reward))
                (status, error) = (CandidateStatus.NotANumber, FormattableString.Invariant($"The evaluation gave {reward}."));
        }
        catch (Exception) when (listener?.Failure is not null)
        {
            // Not the candidate's fault, whatever the trainable made of it.
            listener.Failure.Throw();
        }
        catch (CandidateException exception) when (exception.Status is { } ended)
        {
            (status, error, reward, losses) = (ended, exception.Message, double.NaN, []);
        }
        catch (Exception exception) when (exception is not CandidateException
            && !(exception is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // One bad candidate must not end the search; it is reported and counts as the worst.
            (status, error, reward, losses) = (CandidateStatus.Failed, $"{exception.GetType().Name}: {exception.Message}", double.NaN, []);
        }

        lock (_gate)
            Record(trainable, index, from, to, keep, reward, status, error, losses, clock.Elapsed.TotalSeconds);
    }

    private void Begin(ITrainable<TSnapshot> trainable, int index, Dictionary<int, TSnapshot> starts, TSnapshot incumbent)
    {
        TSnapshot? own;
        bool hasOwn;
        lock (_gate)
            hasOwn = starts.Remove(index, out own);
        if (!hasOwn)
        {
            trainable.Restore(incumbent);
            return;
        }
        trainable.Restore(own!);
        lock (_gate)
            _team[0].Release(own!);
    }

    private void Record(ITrainable<TSnapshot> trainable, int index, double from, double to, int keep, double reward,
        CandidateStatus status, string? error, ImmutableArray<double> losses, double seconds)
    {
        var before = Records[index];
        var record = new CandidateRecord
        {
            Epoch = _epoch,
            Candidate = index,
            Weights = _proposals[index].Weights,
            Action = _proposals[index].Action,
            Seed = _proposals[index].Seed,
            IsControl = _proposals[index].IsControl,
            Reward = status is CandidateStatus.Failed or CandidateStatus.Lost ? double.NaN : reward,
            Status = status,
            Error = error,
            Losses = before is null ? losses : Blend(before.Losses, losses, from, to),
            Budget = to,
            Seconds = seconds + (before?.Seconds ?? 0),
        };
        // Those that share the result are settled with it; the one of them that the controller would prefer stands for all.
        int representative = index;
        for (int follower = index; follower < Records.Length; follower++)
        {
            if (_leader[follower] != index)
                continue;
            Records[follower] = follower == index ? record : record with
            {
                Candidate = follower,
                Action = _proposals[follower].Action,
                IsControl = _proposals[follower].IsControl,
                Seconds = 0,
                SharedWith = index,
            };
            if (_controller.Prefers(Records[follower]!.ToResult(), Records[representative]!.ToResult()))
                representative = follower;
        }
        // Between rungs the leader trains for all that share its result.
        try
        {
            Shelf.Offer(Records[to < 1 ? index : representative]!.ToResult(), trainable, keep);
        }
        catch
        {
            // Results without the state that the best of them reached are of no use: the epoch begins again.
            Array.Clear(Records);
            Shelf.Clear();
            throw;
        }
        _progress?.Report(Progress(SearchStage.Evaluated, _proposals[index], to) with { Reward = record.Reward, Status = status });
    }

    private SearchProgress Progress(SearchStage stage, WeightProposal proposal, double fraction) => new()
    {
        Stage = stage,
        Epoch = _epoch,
        Candidate = proposal.Index,
        Candidates = _proposals.Count,
        Finished = Records.Count(record => record is not null),
        Weights = proposal.Weights,
        Fraction = fraction,
        Loss = double.NaN,
        Reward = double.NaN,
    };

    /// <summary>
    /// The mean over a longer part from the means over 0 to <paramref name="from"/> and from there to <paramref name="to"/>.
    /// </summary>
    private static ImmutableArray<double> Blend(ImmutableArray<double> before, ImmutableArray<double> now, double from, double to) =>
        before.Length == now.Length ? [.. before.Zip(now, (earlier, later) => (from * earlier + (to - from) * later) / to)] : now;

    private sealed class Listener(EpochRun<TSnapshot> run, WeightProposal proposal) : IProgress<TrainingProgress>
    {
        /// <summary>What the search's own handler threw.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Report(TrainingProgress value)
        {
            try
            {
                lock (run._gate)
                    run._progress!.Report(run.Progress(SearchStage.Training, proposal, value.Fraction) with { Loss = value.Loss });
            }
            catch (Exception exception)
            {
                Failure = ExceptionDispatchInfo.Capture(exception);
                throw;
            }
        }
    }
}
