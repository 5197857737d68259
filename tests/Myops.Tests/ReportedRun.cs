using TorchSharp;
using static TorchSharp.torch;

namespace Awsnet.Components.Myops.Tests;

/// <summary>
/// A page that several tests look at. The tiny run's CASN hardly finds a heart, so here it is made to find one everywhere: what is
/// shown then is as large as can be, and every section has something to show.
/// </summary>
internal sealed class ReportedRun
{
    public ReportedRun(TrainedRun trained, string folder)
    {
        Run = Path.Combine(folder, "sees-all");
        Page = Path.Combine(folder, "report.html");
        Copy(trained.Run, Run);
        SeeAll(Run);
        Cli.Run("report", Run, "--data", trained.Unseen, "--out", Page).ShouldSucceed();
        Text = File.ReadAllText(Page);
    }

    /// <summary>The run.</summary>
    public string Run { get; }

    /// <summary>The page's file.</summary>
    public string Page { get; }

    /// <summary>The page.</summary>
    public string Text { get; }

    /// <summary>Copies a run without its checkpoints.</summary>
    public static void Copy(string run, string to)
    {
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("checkpoint")))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(run, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Makes a run's CASN find a heart everywhere.</summary>
    public static void SeeAll(string run)
    {
        foreach (var stage in new[] { Stage.Locate, Stage.Segment }) SeeAllBy(Path.Combine(run, "networks", $"{stage}.safetensors"));
    }

    private static void SeeAllBy(string network)
    {
        using var scope = NewDisposeScope();
        var weights = SafeTensors.Load(network).ToDictionary();
        weights["heads.0.bias"] = tensor(new float[] { -1000, 1000 });
        SafeTensors.Save(network, weights);
    }
}
