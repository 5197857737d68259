namespace Awsnet.Components.Samples;

/// <summary>The same fit with equal weights, with every weight finder, and with what the REINFORCE search found replayed.</summary>
internal sealed class Study(long seed, int epochs)
{
    private readonly Measurements _data = new(seed);

    public List<(string Name, double Validation, double Truth, int EpochsTrained)> Rows { get; } = [];

    public IReadOnlyList<EpochRecord> Found { get; private set; } = [];

    public ControllerDiagnosis? Diagnosis { get; private set; }

    public Measurements Data => _data;

    public double[] EqualCurve { get; private set; } = [];

    public double[] FoundCurve { get; private set; } = [];

    public void Run(Action<EpochRecord>? afterEpoch, CancellationToken cancellation)
    {
        var equal = LossWeights.Equal(CurveFit.Losses.Names);
        EqualCurve = Train("equal weights", new FixedController(equal), 1, epochs, null, cancellation);
        Train("equal weights, ten times as long", new FixedController(equal), 1, 10 * epochs, null, cancellation);

        var controller = new ReinforceController(CurveFit.Losses, ReinforceOptions.Effective with { Seed = seed, Maximize = false });
        FoundCurve = Train("REINFORCE, best of 10", controller, 10, epochs, afterEpoch, cancellation);
        Diagnosis = controller.Diagnose();
        var schedule = WeightSchedule.From(Found);
        Train("its schedule, trained once more", new ScheduledController(schedule, new() { RepeatSeeds = false, Seed = seed + 1 }), 1, epochs, null, cancellation);
        Train("its mean weights, fixed", new FixedController(schedule.MeanWeights), 1, epochs, null, cancellation);

        Train("best of 10, nothing learned", new GreedyController(CurveFit.Losses, new() { Seed = seed, Maximize = false }), 10, epochs, null, cancellation);
        Train("genetic", new GeneticController(CurveFit.Losses, new() { Seed = seed, Maximize = false }), 10, epochs, null, cancellation);
        Train("random weights", new RandomController(CurveFit.Losses, new() { Seed = seed, Maximize = false }), 1, epochs, null, cancellation);
        Train("dynamic weight averaging", new StepwiseController(new DynamicWeightAverage(CurveFit.Losses.Names), new() { Maximize = false }), 1, epochs, null, cancellation);
        Train("uncertainty weighting", new StepwiseController(new AnalyticUncertaintyWeighting(CurveFit.Losses.Names), new() { Maximize = false }), 1, epochs, null, cancellation);
    }

    private double[] Train(string name, WeightController controller, int candidates, int count, Action<EpochRecord>? afterEpoch, CancellationToken cancellation)
    {
        var fit = new CurveFit(_data);
        using var search = new WeightSearch<CurveFit.State>(fit, controller, new() { Candidates = candidates });
        search.RunTo(count, cancellation: cancellation, afterEpoch: afterEpoch);
        if (controller is ReinforceController)
            Found = search.Epochs;
        Rows.Add((name, search.IncumbentReward, fit.ErrorAgainstTruth(), count * candidates));
        return fit.Curve.ToArray();
    }
}
