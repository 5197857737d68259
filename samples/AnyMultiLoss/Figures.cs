namespace Awsnet.Components.Samples;

/// <summary>What the study looks like.</summary>
internal static class Figures
{
    public static LinePlot Curve(Study study)
    {
        var x = Enumerable.Range(0, Measurements.Nodes).Select(node => node / (Measurements.Nodes - 1.0)).ToArray();
        return new LinePlot
        {
            Title = "The fit with equal weights and with those the controller found",
            XLabel = "position",
            YLabel = "signal",
            Dots =
            [
                ("sensor B", "#c8c8c8", [.. study.Data.SensorB.Select(point => (x[point.Node], point.Value))]),
                ("sensor A", "#303030", [.. study.Data.SensorA.Select(point => (x[point.Node], point.Value))]),
            ],
            Lines =
            [
                ("truth", "#7a7a7a", [.. x.Zip(study.Data.Truth)]),
                ("equal weights", "#d1662a", [.. x.Zip(study.EqualCurve)]),
                ("found weights", "#2268b0", [.. x.Zip(study.FoundCurve)]),
            ],
        };
    }

    public static LinePlot Weights(Study study)
    {
        string[] colors = ["#2268b0", "#d1662a", "#3a8f4d", "#8a4fa3"];
        return new LinePlot
        {
            Title = "Weights of the incumbent, epoch by epoch",
            XLabel = "epoch",
            YLabel = "weight",
            YFrom = 0,
            Lines = [.. CurveFit.Losses.Names.Select((name, i) => (name, colors[i], study.Found.Select(epoch => (epoch.Epoch + 1.0, epoch.Weights[i])).ToArray()))],
        };
    }
}
