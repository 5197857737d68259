// Tunes the penalty weights of a curve fit with the weight controller: no network, no torch.
// any-multi-loss [OUT] [SEED] [EPOCHS]: writes log.jsonl, schedule.json, curve.svg and weights.svg into OUT.
using System.Globalization;
using Awsnet.Components;
using Awsnet.Components.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = args.Length > 0 ? args[0] : Path.Combine("artifacts", "any-multi-loss");
if (!long.TryParse(args.ElementAtOrDefault(1) ?? "1", out long seed) || seed < 0 || !int.TryParse(args.ElementAtOrDefault(2) ?? "60", out int epochs) || epochs < 1)
{
    Console.Error.WriteLine("Usage: any-multi-loss [OUT] [SEED] [EPOCHS]; SEED is 0 or more, EPOCHS 1 or more.");
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var study = new Study(seed, epochs);
try
{
    Console.WriteLine("epoch   error   adopted   weights");
    study.Run(
        epoch =>
        {
            if (epoch.Epoch % 5 == 4 || epoch.Epoch == 0)
                Console.WriteLine($"{epoch.Epoch + 1,5}   {epoch.Reward:0.0000}   {epoch.Adopted,7}   {epoch.Weights}");
        },
        stop.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}

Console.WriteLine();
Console.WriteLine($"{"weights",-36} {"validation",10} {"truth",8} {"epochs trained",16}");
foreach (var (name, validation, truth, trained) in study.Rows)
    Console.WriteLine($"{name,-36} {validation,10:0.0000} {truth,8:0.0000} {trained,16}");
Console.WriteLine();
Console.WriteLine(study.Diagnosis!.Summary);

Directory.CreateDirectory(folder);
SearchLog.Save(Path.Combine(folder, "log.jsonl"), study.Found);
WeightSchedule.From(study.Found).Save(Path.Combine(folder, "schedule.json"));
Figures.Curve(study).Save(Path.Combine(folder, "curve.svg"));
Figures.Weights(study).Save(Path.Combine(folder, "weights.svg"));
Console.WriteLine($"The log, the schedule and two figures are in {Path.GetFullPath(folder)}.");
return 0;
