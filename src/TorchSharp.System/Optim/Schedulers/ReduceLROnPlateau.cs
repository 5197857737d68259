namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rate when a measured value has stopped to improve.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool smallerIsBetter, relative;
                    private readonly double factor, threshold, leastChange;
                    private readonly int patience, cooldown;
                    private readonly double[] leastRates;
                    private double best;
                    private int badEpochs, cooling;

                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                        string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, 0, verbose)
                    {
                        if (factor >= 1) throw new ArgumentException($"factor is {factor}; it must be less than 1.", nameof(factor));
                        if (mode is not ("min" or "max")) throw new ArgumentException($"mode is \"{mode}\"; it can be min or max.", nameof(mode));
                        if (threshold_mode is not ("rel" or "abs")) throw new ArgumentException($"threshold_mode is \"{threshold_mode}\"; it can be rel or abs.", nameof(threshold_mode));
                        leastRates = min_lr switch
                        {
                            null => new double[groups.Length],
                            { Count: 1 } => [.. Enumerable.Repeat(min_lr[0], groups.Length)],
                            _ when min_lr.Count == groups.Length => [.. min_lr],
                            _ => throw new ArgumentException($"{min_lr.Count} rates were given for {groups.Length} parameter groups.", nameof(min_lr))
                        };
                        smallerIsBetter = mode == "min";
                        relative = threshold_mode == "rel";
                        this.factor = factor;
                        this.patience = patience;
                        this.threshold = threshold;
                        this.cooldown = cooldown;
                        leastChange = eps;
                        best = smallerIsBetter ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() => throw new InvalidOperationException("step() needs the measured value with this scheduler: step(current).");

                    public override void step(int? epoch) => throw new InvalidOperationException("step(epoch) needs the measured value with this scheduler: step(current).");

                    public override void step(double current, int? epoch = null)
                    {
                        this.epoch = epoch ?? this.epoch + 1;
                        if (IsBetter(current))
                        {
                            best = current;
                            badEpochs = 0;
                        }
                        else
                        {
                            badEpochs++;
                        }
                        if (cooling > 0)
                        {
                            cooling--;
                            badEpochs = 0;
                        }
                        if (badEpochs <= patience) return;
                        Set([.. groups.Zip(leastRates, (group, least) => Lowered(group.LearningRate, least))]);
                        cooling = cooldown;
                        badEpochs = 0;
                    }

                    private bool IsBetter(double value) => (smallerIsBetter, relative) switch
                    {
                        (true, true) => value < best * (1 - threshold),
                        (true, false) => value < best - threshold,
                        (false, true) => value > best * (1 + threshold),
                        (false, false) => value > best + threshold
                    };

                    private double Lowered(double rate, double least)
                    {
                        double lower = Math.Max(rate * factor, least);
                        return rate - lower > leastChange ? lower : rate;
                    }
                }
            }
        }
    }
}
