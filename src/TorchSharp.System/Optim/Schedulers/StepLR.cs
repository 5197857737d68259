namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times gamma every <c>step_size</c> epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int stepSize;
                    private readonly double gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (step_size <= 0) throw new ArgumentException($"step_size is {step_size}; it must be positive.");
                        this.stepSize = step_size;
                        this.gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        FromCurrent(rate => epoch > 0 && epoch % stepSize == 0 ? rate * gamma : rate);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromStart(rate => rate * Math.Pow(gamma, epoch / stepSize));
                }
            }
        }
    }
}
