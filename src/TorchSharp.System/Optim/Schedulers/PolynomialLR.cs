namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times (1 - epoch / total)^power.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly int total;
                    private readonly double power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        this.total = total_iters;
                        this.power = power;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        FromCurrent(rate => epoch == 0 || epoch > total
                            ? rate
                            : rate * Math.Pow((1.0 - (double)epoch / total) / (1.0 - (double)(epoch - 1) / total), power));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromStart(rate => rate * Math.Pow(1.0 - (double)Math.Min(total, epoch) / total, power));
                }
            }
        }
    }
}
