namespace Awsnet.Components.Myops;

/// <summary>A line for each epoch, for logs and pipes.</summary>
internal sealed class PlainRunDisplay(AppConsole console, IReadOnlyList<StageRow> rows) : RunDisplay(rows)
{
    public override void Show(Action work) => work();

    public override void Say(string line) => console.WriteLine(line);

    protected override void OnBegin() => console.WriteLine($"{Current.Name}: {Current.Purpose}");

    protected override void OnEnd() => console.WriteLine(
        $"{Current.Name}: done, {Numbers.Count(Current.Summary!.Epochs, "epoch")}, " +
        $"best dice {Number(Current.Summary.BestDice ?? double.NaN)}");

    protected override void OnProgress(RunProgress progress)
    {
        if (progress.Event == RunEvent.Warning) console.WriteLine($"{Current.Name}: {progress.Message}");
        if (progress.Event != RunEvent.Epoch) return;
        var weights = Weights(progress) is { Length: > 0 } found ? $"  weights {found}" : "";
        var kind = progress.Stage == TrainingStage.AutoWeights && Current.Searches ? $"auto x{progress.Candidates}" : "fixed";
        console.WriteLine(
            $"{Current.Name}  epoch {progress.Epoch + 1}/{progress.Epochs} {kind}  loss {Number(progress.Loss)}  " +
            $"dice {Number(progress.Reward)}  best {Number(progress.BestReward)}{weights}  left {Duration(Estimate.Left())}");
    }
}
