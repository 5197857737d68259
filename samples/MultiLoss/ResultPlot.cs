using ScottPlot;

namespace Awsnet.Components.Samples;

/// <summary>Left the error of every training, a dot per seed and a bar at the mean; right the mean weights.</summary>
internal static class ResultPlot
{
    public static void Save(Results results, string error, string path)
    {
        var methods = results.Methods.Reverse().ToArray();
        // Errors that span decades are told apart on a logarithmic axis alone.
        double least = results.Rows.Min(row => row.Error), most = results.Rows.Max(row => row.Error);
        bool isLogarithmic = least > 0 && most > 10 * least;
        Multiplot both = new();
        both.AddPlots(2);
        both.Layout = new ScottPlot.MultiplotLayouts.Columns();
        Plot errors = both.GetPlot(0), weights = both.GetPlot(1);
        for (int row = 0; row < methods.Length; row++)
        {
            double[] values = [.. methods[row].Select(training => Shown(training.Error))];
            errors.Add.Markers(values, Generate.Repeating(values.Length, (double)row), size: 8, color: Colors.C0.WithAlpha(0.5));
            double mean = Shown(methods[row].Average(training => training.Error));
            var bar = errors.Add.Line(mean, row - 0.3, mean, row + 0.3);
            (bar.LineWidth, bar.LineColor) = (3, Colors.Black);
            double from = 0;
            string[] losses = [.. methods[row].First().Weights.Keys];
            for (int loss = 0; loss < losses.Length; loss++)
            {
                double weight = methods[row].Average(training => training.Weights[losses[loss]]);
                var share = weights.Add.Bar(new Bar
                {
                    Position = row,
                    ValueBase = from,
                    Value = from += weight,
                    FillColor = Colors.Category10[loss % 10],
                    LineWidth = 0,
                    Orientation = Orientation.Horizontal,
                });
                if (row == 0) share.LegendText = losses[loss];
            }
        }
        double[] positions = Generate.Consecutive(methods.Length);
        string[] names = [.. methods.Select(method => method.Key)];
        foreach (Plot plot in new[] { errors, weights })
        {
            plot.Font.Set("DejaVu Sans");
            plot.Axes.Left.SetTicks(positions, names);
            plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = 15;
            plot.Axes.Bottom.Label.FontSize = 16;
            plot.Axes.Bottom.Label.Bold = false;
            plot.HideGrid();
        }
        if (isLogarithmic)
        {
            var decades = Enumerable.Range(-15, 30)
                .SelectMany(exponent => new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, exponent)));
            double[] round = [.. decades.Where(value => value > least / 2 && value < most * 2)];
            errors.Axes.Bottom.SetTicks([.. round.Select(Shown)], [.. round.Select(value => value.ToString("G2"))]);
        }
        errors.XLabel(error);
        weights.XLabel("mean weight at the end");
        weights.ShowLegend(Edge.Bottom).Alignment = Alignment.MiddleCenter;
        WholeFile.Write(path, both.Render(1200, 140 + 42 * methods.Length).GetImageBytes());

        double Shown(double value) => isLogarithmic ? Math.Log10(value) : value;
    }
}
