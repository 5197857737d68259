using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_created_in_it_and_nothing_else()
    {
        using Tensor outside = ones(1);
        Tensor inside, kept;
        using (var scope = NewDisposeScope())
        {
            inside = ones(1);
            kept = (outside + inside).MoveToOuterDisposeScope();
            scope.Contains(inside).Should().BeTrue();
        }
        inside.IsInvalid.Should().BeTrue();
        outside.IsInvalid.Should().BeFalse();
        kept.item<float>().Should().Be(2);
        kept.Dispose();
    }

    [Fact]
    public void Tensors_move_outward_one_scope_at_a_time()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) moved = ones(1).MoveToOuterDisposeScope();
            moved.IsInvalid.Should().BeFalse();
        }
        moved.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor detached;
        using (NewDisposeScope())
        using (NewDisposeScope())
            detached = ones(1).DetachFromDisposeScope();
        detached.item<float>().Should().Be(1);
        detached.Dispose();
    }

    [Fact]
    public void A_scope_can_drop_all_but_some()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1);
        scope.DisposeEverythingBut(b);
        (a.IsInvalid, b.IsInvalid, scope.DisposablesCount).Should().Be((true, false, 1));
    }

    [Fact]
    public void Scopes_closed_out_of_order_leave_the_thread_clean()
    {
        DisposeScope? before = CurrentDisposeScope;
        DisposeScope outer = NewDisposeScope(), inner = NewDisposeScope();
        Tensor a = ones(1);
        outer.Dispose();
        CurrentDisposeScope.Should().BeSameAs(inner);
        a.IsInvalid.Should().BeFalse();
        inner.Dispose();
        inner.Dispose();
        a.IsInvalid.Should().BeTrue();
        CurrentDisposeScope.Should().BeSameAs(before);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor other = OtherThread.Run(() => ones(1));
        scope.Contains(other).Should().BeFalse();
        other.Dispose();
    }

    [Fact]
    public void Statistics_count_what_lives()
    {
        // On a thread of its own: statistics are per thread, and this one is shared with other tests.
        var counts = OtherThread.Run(() =>
        {
            ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
            Tensor outside = ones(1);
            using (NewDisposeScope())
            {
                ones(1);
                ones(1).Dispose();
                ones(1).DetachFromDisposeScope();
            }
            long live = statistics.ThreadTotalLiveCount;
            outside.Dispose();
            return (statistics.CreatedOutsideScopeCount, statistics.CreatedInScopeCount, statistics.DisposedInScopeCount,
                statistics.DetachedFromScopeCount, live, statistics.DisposedOutsideScopeCount);
        });
        counts.Should().Be((1, 3, 2, 1, 2, 1));
    }
}
