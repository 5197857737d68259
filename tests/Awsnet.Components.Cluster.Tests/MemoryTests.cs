namespace Awsnet.Components.Tests;

/// <summary>Rule 4, for want of memory: nothing is thrown on purpose, the kernel kills a worker or refuses it memory.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [MemoryGroupFact]
    public void A_worker_that_the_kernel_kills_for_want_of_memory_is_tried_again()
    {
        using var group = MemoryGroup.TryCreate(400 << 20)!;

        RunWith(group.Prefix, "touch");

        Tiny.Events(_folder["run"]).Should().Contain("it was killed (signal 9), as a system short of memory does");
    }

    [AddressLimitFact]
    public void A_worker_that_the_kernel_gives_no_more_memory_is_tried_again()
    {
        RunWith(AddressLimit.Prefix, "reserve");

        Tiny.Events(_folder["run"]).Should().Contain("Insufficient memory");
    }

    /// <summary>One worker at a time, so that the kernel has one to choose.</summary>
    private void RunWith(IEnumerable<string> prefix, string fault)
    {
        var options = Tiny.Cluster($"{TinyTrainable.FaultVariable}={fault} 1 2 once {_folder.Path}");
        // Whoever is short of memory may be slow for a while before he is killed.
        using var search = Tiny.Search(
            _folder["run"], 1, options with { Command = [.. prefix, .. options.Command], SilenceLimit = TimeSpan.FromMinutes(2) });
        search.RunTo(Tiny.Epochs);

        Tiny.OutcomeOf(search).Should().Be(Tiny.AtHome());
        Tiny.States(_folder["run"], 1, 2).Should().Equal("Failed", "Done");
    }
}
