namespace Awsnet.Components.Tests;

public sealed class AheadOfUseTests
{
    [Fact]
    public void Things_come_in_order_no_more_are_made_than_said_and_who_stops_early_leaves_none()
    {
        int atWork = 0, most = 0, made = 0, disposed = 0, taken = 0;
        foreach (Thing thing in AheadOfUse.Make(100, Make, workers: 3, ahead: 5))
        {
            using (thing)
                thing.Index.Should().Be(taken++);
            made.Should().BeLessThanOrEqualTo(taken + 5);
            if (taken == 20)
                break;
        }

        most.Should().BeLessThanOrEqualTo(3);
        taken.Should().Be(20);
        disposed.Should().Be(made).And.BeGreaterThanOrEqualTo(20);
        atWork.Should().Be(0);

        Thing Make(int index)
        {
            int now = Interlocked.Increment(ref atWork);
            for (int seen = most; now > seen; seen = most)
                Interlocked.CompareExchange(ref most, now, seen);
            Thread.Sleep(index % 3);
            Interlocked.Decrement(ref atWork);
            Interlocked.Increment(ref made);
            return new Thing(index, () => Interlocked.Increment(ref disposed));
        }
    }

    [Fact]
    public void Two_workers_make_two_at_once()
    {
        // Both can only arrive at the barrier if they are made at the same time.
        using var barrier = new Barrier(2);
        int taken = 0;
        foreach (Thing thing in AheadOfUse.Make(4, Make, workers: 2, ahead: 1))
        {
            using (thing)
                taken++;
        }

        taken.Should().Be(4);

        Thing Make(int index)
        {
            barrier.SignalAndWait(TimeSpan.FromMinutes(2)).Should().BeTrue("number {0} is not made alone", index);
            return new Thing(index, () => { });
        }
    }

    [Fact]
    public void An_error_comes_in_its_turn_and_what_was_made_after_it_is_freed()
    {
        int made = 0, disposed = 0, taken = 0;
        var use = () =>
        {
            foreach (Thing thing in AheadOfUse.Make(10, Make, workers: 2, ahead: 4))
            {
                thing.Dispose();
                taken++;
            }
        };
        use.Should().Throw<InvalidOperationException>().WithMessage("number 3");
        taken.Should().Be(3);
        disposed.Should().Be(made);

        Thing Make(int index)
        {
            if (index == 3)
                throw new InvalidOperationException("number 3");
            Interlocked.Increment(ref made);
            return new Thing(index, () => Interlocked.Increment(ref disposed));
        }
    }

    private sealed class Thing(int index, Action dispose) : IDisposable
    {
        public int Index => index;

        public void Dispose() => dispose();
    }
}
