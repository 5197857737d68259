namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate at the start times a function of the epoch, one for all groups or one for each.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose)
                    {
                    }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        factors = [.. lr_lambdas];
                        if (factors.Length != groups.Length)
                            throw new ArgumentException($"{factors.Length} functions were given for {groups.Length} parameter groups.", nameof(lr_lambdas));
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => [.. startRates.Zip(factors, (rate, factor) => rate * factor(epoch))];
                }
            }
        }
    }
}
