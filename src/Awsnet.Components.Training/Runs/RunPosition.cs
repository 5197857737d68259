using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>Where a run stands between epochs: what a checkpoint stores beside tensors, meters and the search.</summary>
internal sealed record RunPosition
{
    /// <summary>Index of the next epoch.</summary>
    internal int Epoch { get; init; }

    /// <summary>How many epochs of fixed weights were trained: fewer than planned where the stage ended early.</summary>
    internal int FixedEpochsDone { get; init; }

    /// <summary>Whether the plan is done.</summary>
    internal bool Finished { get; init; }

    /// <summary>What divergence has left of the learning rate: 1, 1/2, 1/4, ...</summary>
    internal double RateScale { get; init; } = 1;

    /// <summary>How many epochs were taken back.</summary>
    internal int Retries { get; init; }

    /// <summary>Least mean loss of a fixed epoch; NaN before the first.</summary>
    internal double LeastLoss { get; init; } = double.NaN;

    /// <summary>Mean loss of the first fixed epoch; NaN before it.</summary>
    internal double FirstLoss { get; init; } = double.NaN;

    /// <summary>
    /// What growth is measured from: the least loss, but no less than a hundredth of the first one. From nearly nothing a loss may grow
    /// tenfold without harm. NaN before the first epoch.
    /// </summary>
    internal double GrowthFrom => Math.Max(LeastLoss, FirstLoss / 100);

    /// <summary>The last validation.</summary>
    internal Evaluation? Evaluation { get; init; }

    /// <summary>The best validation.</summary>
    internal Evaluation? Best { get; init; }

    /// <summary>The epoch after which it was made, or −1.</summary>
    internal int BestEpoch { get; init; } = -1;

    /// <summary>The best reward of the stage at hand; NaN before its first.</summary>
    internal double StageBest { get; init; } = double.NaN;

    /// <summary>Validations since.</summary>
    internal int SinceStageBest { get; init; }

    /// <summary>The position after an epoch, its stage not yet ended.</summary>
    internal RunPosition After(EpochSummary epoch, bool maximize)
    {
        bool isFixed = epoch.Stage == TrainingStage.FixedWeights;
        var next = this with
        {
            Epoch = Epoch + 1,
            FixedEpochsDone = FixedEpochsDone + (isFixed ? 1 : 0),
            LeastLoss = isFixed ? double.MinNumber(epoch.Loss, LeastLoss) : LeastLoss,
            FirstLoss = isFixed && double.IsNaN(FirstLoss) ? epoch.Loss : FirstLoss,
        };
        if (epoch.Evaluation is not { } evaluation)
            return next;
        next = next with { Evaluation = evaluation };
        if (IsBetter(evaluation.Reward, Best?.Reward ?? double.NaN, maximize))
            next = next with { Best = evaluation, BestEpoch = epoch.Epoch };
        return IsBetter(evaluation.Reward, StageBest, maximize)
            ? next with { StageBest = evaluation.Reward, SinceStageBest = 0 }
            : next with { SinceStageBest = SinceStageBest + 1 };
    }

    /// <summary>The position at the end of a stage, of which there may be epochs left.</summary>
    internal RunPosition StageEnded(int nextEpoch) => this with { Epoch = nextEpoch, StageBest = double.NaN, SinceStageBest = 0 };

    internal JsonObject ToJson() => new()
    {
        ["epoch"] = Epoch,
        ["fixedEpochsDone"] = FixedEpochsDone,
        ["finished"] = Finished,
        ["rateScale"] = RateScale,
        ["retries"] = Retries,
        ["leastLoss"] = JsonNumber.Of(LeastLoss),
        ["firstLoss"] = JsonNumber.Of(FirstLoss),
        ["evaluation"] = Json.Of(Evaluation),
        ["best"] = Json.Of(Best),
        ["bestEpoch"] = BestEpoch,
        ["stageBest"] = JsonNumber.Of(StageBest),
        ["sinceStageBest"] = SinceStageBest,
    };

    internal static RunPosition FromJson(JsonObject json) => new()
    {
        Epoch = (int)json["epoch"]!,
        FixedEpochsDone = (int)json["fixedEpochsDone"]!,
        Finished = (bool)json["finished"]!,
        RateScale = (double)json["rateScale"]!,
        Retries = (int)json["retries"]!,
        LeastLoss = Json.Number(json["leastLoss"]),
        FirstLoss = Json.Number(json["firstLoss"]),
        Evaluation = Json.Evaluation(json["evaluation"]),
        Best = Json.Evaluation(json["best"]),
        BestEpoch = (int)json["bestEpoch"]!,
        StageBest = Json.Number(json["stageBest"]),
        SinceStageBest = (int)json["sinceStageBest"]!,
    };

    private static bool IsBetter(double reward, double than, bool maximize) =>
        double.IsFinite(reward) && (!double.IsFinite(than) || (maximize ? reward > than : reward < than));
}
