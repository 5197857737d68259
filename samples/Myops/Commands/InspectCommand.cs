using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops inspect FILE [--json]</c>: header, geometry, type and statistics of a NIfTI file.</summary>
internal static class InspectCommand
{
    public static Command Create(AppConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A .nii, .nii.gz, .hdr or .img file." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object instead of text." };
        var command = new Command("inspect", "Show header, geometry, type and statistics (scaled values) of a NIfTI file.") { file, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder. Name a NIfTI file in it.");
            var report = InspectionReport.Read(path);
            console.WriteLine(parsed.GetValue(json) ? report.ToJson() : report.ToText());
            return ExitCode.Success;
        });
        return command;
    }
}
