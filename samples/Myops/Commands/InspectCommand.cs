using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops inspect FILE [--json]</c>: header, geometry, type and statistics of a NIfTI or PNG file.</summary>
internal static class InspectCommand
{
    public static Command Create(AppConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A .nii, .nii.gz, .hdr, .img or .png file." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object instead of text." };
        var command = new Command(
            "inspect", "Show header, geometry, type and statistics (scaled values) of a NIfTI or PNG file.") { file, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder. Name a NIfTI or PNG file in it.");
            var asJson = parsed.GetValue(json);
            if (PngReport.IsPng(path))
            {
                var picture = PngReport.Read(path);
                console.WriteLine(asJson ? picture.ToJson() : picture.ToText());
                return ExitCode.Success;
            }

            var report = InspectionReport.Read(path);
            console.WriteLine(asJson ? report.ToJson() : report.ToText());
            return ExitCode.Success;
        });
        return command;
    }
}
