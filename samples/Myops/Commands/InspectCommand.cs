using System.CommandLine;

namespace Awsnet.Components.Myops;

/// <summary><c>myops inspect FILE [--json]</c>: header, geometry, type and statistics of a NIfTI, PNG or JPEG file.</summary>
internal static class InspectCommand
{
    public static Command Create(AppConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A .nii, .nii.gz, .hdr, .img, .png or .jpg file." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object instead of text." };
        const string Summary = "Show header, geometry, type and statistics (scaled values) of a NIfTI, PNG or JPEG file.";
        var command = new Command("inspect", Summary) { file, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (Directory.Exists(path)) throw new InputException($"{path}: this is a folder. Name a NIfTI, PNG or JPEG file in it.");
            var asJson = parsed.GetValue(json);
            if (RasterReport.IsRaster(path))
            {
                var picture = RasterReport.Read(path);
                console.WriteLine(asJson ? picture.ToJson() : picture.ToText());
            }
            else
            {
                var report = InspectionReport.Read(path);
                console.WriteLine(asJson ? report.ToJson() : report.ToText());
            }
        });
        return command;
    }
}
