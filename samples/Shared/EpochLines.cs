using System.Globalization;

namespace Awsnet.Components.Samples;

/// <summary>A line for every few epochs of an arm, and every warning.</summary>
internal sealed class EpochLines(string arm, TextWriter console) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        if (value.Event == RunEvent.Warning) console.WriteLine($"{arm}: {value.Message}");
        if (value.Event != RunEvent.Epoch || ((value.Epoch + 1) % 5 != 0 && value.Epoch + 1 != value.Epochs)) return;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{arm,-14} epoch {value.Epoch + 1,3}/{value.Epochs}  loss {value.Loss:0.000}  validation Dice {value.Reward:0.000}  best {value.BestReward:0.000}"));
    }
}
