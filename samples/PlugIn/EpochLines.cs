namespace Awsnet.Components.Samples;

/// <summary>A line for every fifth epoch of an arm, and every warning.</summary>
internal sealed class EpochLines(string arm) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        int done = value.Epoch + 1;
        if (value.Event == RunEvent.Warning)
            Console.WriteLine($"{arm}: {value.Message}");
        if (value.Event == RunEvent.Epoch && (done % 5 == 0 || done == value.Epochs))
            Console.WriteLine($"{arm,-14} epoch {done,3}/{value.Epochs}  loss {value.Loss:0.000}  validation Dice {value.Reward:0.000}");
    }
}
