namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups, one step per epoch. A derived constructor ends with a first <see cref="step()"/>.</summary>
            public abstract class LRScheduler
            {
                private readonly bool verbose;

                // What the derived schedulers read, by group: the current rates and those that the schedule starts from.
                private protected readonly Modules.ParamGroup[] groups;
                private protected readonly double[] startRates;
                private protected int epoch;

                protected int _step_count;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    this.verbose = verbose;
                    epoch = last_epoch;
                    groups = [.. optimizer.ParamGroups.Cast<Modules.ParamGroup>()];
                    foreach (Modules.ParamGroup group in groups)
                    {
                        // The first scheduler starts from the rate it finds, later ones from the same.
                        if (last_epoch == -1 && !group.Options.IsScheduled) group.InitialLearningRate = group.LearningRate;
                        group.Options.IsScheduled = true;
                    }
                    startRates = [.. groups.Select(group => group.InitialLearningRate)];
                }

                /// <summary>The rates after the last step.</summary>
                public IEnumerable<double> get_last_lr() => groups.Select(group => group.LearningRate).ToArray();

                public virtual void step()
                {
                    _step_count++;
                    epoch++;
                    Set(get_lr());
                }

                /// <summary>Goes to an epoch, without the steps between.</summary>
                public virtual void step(int? epoch)
                {
                    if (epoch is null)
                    {
                        step();
                        return;
                    }
                    _step_count++;
                    this.epoch = epoch.Value;
                    Set(get_closed_form_lr());
                }

                /// <summary>A step that a measured value may decide on; here it does not.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of the current epoch from those of the one before.</summary>
                protected virtual IEnumerable<double> get_lr() => [.. groups.Select(group => group.LearningRate)];

                /// <summary>The rates of the current epoch from those at the start.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> FromCurrent(Func<double, double> rate) => [.. groups.Select(group => rate(group.LearningRate))];

                private protected IEnumerable<double> FromStart(Func<double, double> rate) => [.. startRates.Select(rate)];

                private protected void Set(IEnumerable<double> rates)
                {
                    int g = 0;
                    foreach (double rate in rates)
                    {
                        groups[g].LearningRate = rate;
                        if (verbose) Console.WriteLine($"Adjusting learning rate of group {g} to {rate:e4}.");
                        g++;
                    }
                }
            }
        }
    }
}
