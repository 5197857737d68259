namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate down to <c>eta_min</c> and up again along a cosine of period 2 <c>T_max</c>.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double half;
                    private readonly double least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (T_max <= 0) throw new ArgumentException($"T_max is {T_max}; it must be positive.");
                        this.half = T_max;
                        this.least = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        [.. groups.Zip(startRates, (group, start) => Next(group.LearningRate, start))];

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromStart(Closed);

                    // PyTorch's recursion: it lets other schedulers change the rate between the steps.
                    private double Next(double rate, double start)
                    {
                        if (epoch == 0) return rate;
                        if (_step_count == 1) return Closed(start);
                        if ((epoch - 1 - half) % (2 * half) == 0) return rate + (start - least) * (1 - Math.Cos(Math.PI / half)) / 2;
                        return (1 + Math.Cos(Math.PI * epoch / half)) / (1 + Math.Cos(Math.PI * (epoch - 1) / half)) * (rate - least) + least;
                    }

                    private double Closed(double start) => least + (start - least) * (1 + Math.Cos(Math.PI * epoch / half)) / 2;
                }
            }
        }
    }
}
