namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times a factor that goes straight from one value to another.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double startFactor;
                    private readonly double endFactor;
                    private readonly int total;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is not (> 0 and <= 1)) throw new ArgumentException($"start_factor is {start_factor}; it must lie in (0, 1].");
                        if (end_factor is not (>= 0 and <= 1)) throw new ArgumentException($"end_factor is {end_factor}; it must lie in [0, 1].");
                        this.startFactor = start_factor;
                        this.endFactor = end_factor;
                        this.total = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        FromCurrent(rate =>
                            epoch == 0 ? rate * startFactor
                            : epoch > total ? rate
                            : rate * (1 + (endFactor - startFactor) / (total * startFactor + (epoch - 1) * (endFactor - startFactor))));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromStart(rate => rate * (startFactor + (endFactor - startFactor) * Math.Min(total, epoch) / total));
                }
            }
        }
    }
}
