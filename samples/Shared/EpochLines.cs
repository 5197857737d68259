namespace Awsnet.Components.Samples;

/// <summary>A line for each of some epochs of a network, such as every tenth, and every warning.</summary>
internal sealed class EpochLines(string network, int every) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        int done = value.Epoch + 1;
        if (value.Event == RunEvent.Warning)
            Console.WriteLine($"{network}: {value.Message}");
        if (value.Event == RunEvent.Epoch && (done % every == 0 || done == value.Epochs))
            Console.WriteLine($"{network,-16} epoch {done,3}/{value.Epochs}  loss {value.Loss:0.000}  validated Dice {value.Reward:0.000}");
    }
}
