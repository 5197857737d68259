#pragma warning disable CA1051, CA1822, CA1068, CA1032, CA1045, CA1062, CA1034, CA1064, CA1710, CA1720, CA1801, IDE0060 // everything here is wrong on purpose

namespace Awsnet.Components.Tests;

/// <summary>One offence against each rule of the family.</summary>
public static class Violations
{
    public class Unsealed
    {
        public int Field;

        public int Set { get; set; }

        public object Anything() => 1;

        public void Cancel(CancellationToken cancellation, int more) { }

        public void Report(IProgress<int> progress, int more) { }

        public void Save(int what, string path) { }

        public int Seed { get; init; }

        public void Many(params object[] all) { }

        public void Validate() { }

        public Task Wait() => Task.CompletedTask;

        public void Ref(ref int value) { }
    }

    public sealed class SomeOptions
    {
        public SomeOptions(int needed) { }
    }

    public sealed class Accident : Exception;
}
