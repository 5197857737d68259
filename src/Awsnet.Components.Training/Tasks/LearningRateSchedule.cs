using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>
/// How the learning rate goes over the epochs, as a factor of the optimizer's own. A function of the epoch alone: its whole state is the
/// position in the run.
/// </summary>
public sealed record LearningRateSchedule
{
    private LearningRateSchedule(string kind) => Kind = kind;

    /// <summary>The optimizer's rate throughout: factor 1.</summary>
    public static LearningRateSchedule Constant { get; } = new("constant");

    /// <summary>Half a cosine from 1 to the floor: f + (1 − f) · (1 + cos(π t)) / 2, with t the part of the epochs done.</summary>
    /// <param name="floor">f, 0 to 1.</param>
    public static LearningRateSchedule Cosine(double floor = 0) => new("cosine") { Floor = floor };

    /// <summary>A power of what is left: f + (1 − f) · (1 − t)^p, with t the part of the epochs done.</summary>
    /// <param name="power">p, above 0. 0.9 is common for segmentation.</param>
    /// <param name="floor">f, 0 to 1.</param>
    public static LearningRateSchedule Polynomial(double power = 0.9, double floor = 0) =>
        new("polynomial") { Power = power, Floor = floor };

    /// <summary>Which of the three it is.</summary>
    /// <value><c>constant</c>, <c>cosine</c> or <c>polynomial</c>.</value>
    public string Kind { get; }

    /// <summary>The factor that a decay ends at.</summary>
    /// <value>0 to 1. Default 0.</value>
    public double Floor { get; init => field = Option.InRange(value, value is >= 0 and <= 1, "0 to 1"); }

    /// <summary>p of the polynomial.</summary>
    /// <value>Above 0. Default 0.9.</value>
    public double Power { get; init => field = Option.InRange(value, value > 0 && double.IsFinite(value), "above 0 and finite"); } = 0.9;

    /// <summary>How many epochs the factor climbs in equal steps before the schedule proper begins.</summary>
    /// <value>0 or more. Default 0.</value>
    public int WarmUpEpochs { get; init => field = Option.InRange(value, value >= 0, "0 or more"); }

    /// <summary>The factor of one epoch.</summary>
    /// <param name="epoch">Its index in the run, from 0.</param>
    /// <param name="epochs">How many the run has.</param>
    public double Factor(int epoch, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (epoch < WarmUpEpochs)
            return (epoch + 1.0) / (WarmUpEpochs + 1);
        double t = Math.Clamp((epoch - WarmUpEpochs) / (double)Math.Max(1, epochs - WarmUpEpochs), 0, 1);
        return Kind switch
        {
            "cosine" => Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * t)) / 2,
            "polynomial" => Floor + (1 - Floor) * Math.Pow(1 - t, Power),
            _ => 1,
        };
    }

    internal JsonNode ToJson() => new JsonObject { ["kind"] = Kind, ["floor"] = Floor, ["power"] = Power, ["warmUpEpochs"] = WarmUpEpochs };
}
